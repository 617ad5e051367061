package io.gatekeeper.db.sql;

/**
 * Name of an object within its schema, so that no statement depends on a {@code search_path}.
 *
 * @param schema the schema
 * @param object the table or index in it
 */
public record QualifiedName(SqlIdentifier schema, SqlIdentifier object) {

    /**
     * Returns the qualified name of these two.
     *
     * @param schema the schema's name
     * @param object the table's or index's name
     * @return the qualified name
     * @throws IllegalArgumentException if one of them is not a legal identifier
     */
    public static QualifiedName of(String schema, String object) {
        return new QualifiedName(SqlIdentifier.of(schema), SqlIdentifier.of(object));
    }

    /**
     * Returns the text to put into SQL.
     *
     * @return both names quoted, with a dot between them
     */
    public String quoted() {
        return schema.quoted() + '.' + object.quoted();
    }

    /**
     * Puts the name into a statement on a table. Do it once, where the statement is kept.
     *
     * @param sql the statement, constant text in which {@code @@table@@} stands for the name
     * @return the statement with the quoted name in it
     */
    public String in(String sql) {
        return sql.replace("@@table@@", quoted());
    }

    /** Returns the {@linkplain #quoted() quoted} name. */
    @Override
    public String toString() {
        return quoted();
    }
}
