package io.gatekeeper.db.autoconfigure;

/** The statement that tells a pooler from the server. */
final class PoolerSql {

    static final String BACKEND = "select pg_catalog.pg_backend_pid()";

    private PoolerSql() {}
}
