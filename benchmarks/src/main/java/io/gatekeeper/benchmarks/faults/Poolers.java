package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.db.servers.PgBouncer;

/** A pooler of transactions between the callers and the server. */
final class Poolers {

    private Poolers() {}

    static void restarted(Scene scene) throws Exception {
        PgBouncer pooler = load(scene, 0);
        scene.repeat(3, pooler::restart);
    }

    /** With statements prepared, which a pooler of before 1.21 does not know. */
    static void prepared(Scene scene) throws Exception {
        load(scene, 5);
        scene.pause(1);
    }

    /** It knows none of the limits for the start-up, so that the server would have to set them. */
    private static PgBouncer load(Scene scene, int prepareThreshold) throws Exception {
        if (!PgBouncer.isInstalled()) {
            throw new SkippedException("PgBouncer is not installed");
        }
        int server =
                scene.server("statement_timeout", "2s", "lock_timeout", "1s").port();
        PgBouncer pooler = scene.closing(PgBouncer.ignoring("", "localhost", server, "postgres", ""));
        scene.with("gatekeeper.db.lock-timeout", 0)
                .with("gatekeeper.db.statement-timeout", 0)
                .with(AllFaults.PREPARE, prepareThreshold)
                .load(pooler.port());
        return pooler;
    }
}
