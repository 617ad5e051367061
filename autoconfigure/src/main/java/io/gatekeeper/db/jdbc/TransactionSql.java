package io.gatekeeper.db.jdbc;

/** What is said of a transaction at its beginning. */
final class TransactionSql {

    /** For this transaction alone, whatever the database or its role has as default; a pooler passes that on safely. */
    static final String READ_COMMITTED = "set transaction isolation level read committed";

    private TransactionSql() {}
}
