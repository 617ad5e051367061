package io.gatekeeper.benchmarks.faults.load;

import java.time.Duration;

/** Until when to call. */
final class Stop {

    /** For how long what is unknown is repeated at the end. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private volatile long askedAt = Long.MAX_VALUE;

    void ask() {
        askedAt = System.nanoTime();
    }

    boolean isAsked() {
        return askedAt != Long.MAX_VALUE;
    }

    boolean isOver() {
        return isAsked() && System.nanoTime() - askedAt > PATIENCE.toNanos();
    }
}
