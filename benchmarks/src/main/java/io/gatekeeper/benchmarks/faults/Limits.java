package io.gatekeeper.benchmarks.faults;

import java.time.Duration;
import java.util.Map;

/** The limits that the callers' applications set: shorter than the defaults, to reach all of them in a short run. */
final class Limits {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration SOCKET = Duration.ofSeconds(3);
    private static final Duration TOLERANCE = Duration.ofSeconds(1);

    static final Map<String, String> PROPERTIES = Map.of(
            "gatekeeper.db.connect-timeout",
            CONNECT.toSeconds() + "s",
            "gatekeeper.db.lock-timeout",
            "1s",
            "gatekeeper.db.statement-timeout",
            "2s",
            "gatekeeper.db.socket-timeout",
            SOCKET.toSeconds() + "s");

    /** How long a call may take: one wait for a connection, and one for an answer. */
    static final Duration CALL = CONNECT.plus(SOCKET).plus(TOLERANCE);

    private Limits() {}
}
