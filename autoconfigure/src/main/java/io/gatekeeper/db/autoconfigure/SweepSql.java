package io.gatekeeper.db.autoconfigure;

/** The statement by which one of several instances is the one that sweeps, until its transaction ends. */
final class SweepSql {

    static final String TRY_LOCK = "select pg_catalog.pg_try_advisory_xact_lock(7449927337190712626)";

    private SweepSql() {}
}
