package io.gatekeeper.db.jdbc;

/** What is done about the schema at start-up. */
public enum SchemaMode {

    /** Create what is missing, then check. Needs no right to create where nothing is missing. */
    CREATE,

    /** Check the table, its columns and the privileges. */
    VALIDATE,

    /** Neither create nor check. */
    NEVER
}
