package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.db.servers.PgBouncer;

/** A pooler of transactions between the callers and the server. */
final class Poolers {

    private Poolers() {}

    /** It knows none of the limits for the start-up, so that the server has to set them, and no prepared statements. */
    static void restarted(Scene scene) throws Exception {
        if (!PgBouncer.isInstalled()) {
            throw new SkippedException("PgBouncer is not installed");
        }
        int server =
                scene.server("statement_timeout", "2s", "lock_timeout", "1s").port();
        PgBouncer pooler = scene.closing(PgBouncer.ignoring("", "localhost", server, "postgres", ""));
        scene.with("gatekeeper.db.lock-timeout", 0)
                .with("gatekeeper.db.statement-timeout", 0)
                .with(AllFaults.PREPARE, 0)
                .load(pooler.port());
        scene.repeat(3, pooler::restart);
    }
}
