package io.gatekeeper.sample.legacy;

import io.gatekeeper.db.sql.QualifiedName;

/**
 * The Python service's table.
 *
 * @param name its name
 */
record LegacyTable(QualifiedName name) {

    /**
     * Reads a property's value; Spring Boot finds this by its name and signature.
     *
     * @param text schema and table, with a dot between them
     * @return the table
     * @throws IllegalArgumentException if the text is anything else
     */
    public static LegacyTable of(String text) {
        String[] parts = text.split("\\.", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException(
                    "must be a schema and a table with a dot between them, such as" + " public.viewrecords");
        }
        return new LegacyTable(QualifiedName.of(parts[0], parts[1]));
    }
}
