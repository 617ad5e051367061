package io.gatekeeper.sample.legacy;

import io.gatekeeper.db.sql.QualifiedName;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where history is imported from.
 *
 * @param importFrom The Python service's table, with its schema: imported once at start-up.
 */
@ConfigurationProperties("sample")
record ImportProperties(@Nullable Table importFrom) {

    /** A table, and {@link #of} what Spring Boot finds to read the property by. */
    record Table(QualifiedName name) {

        public static Table of(String text) {
            String[] parts = text.split("\\.", -1);
            if (parts.length != 2) {
                throw new IllegalArgumentException(
                        "must be a schema and a table with a dot between them, such as public.viewrecords");
            }
            return new Table(QualifiedName.of(parts[0], parts[1]));
        }
    }
}
