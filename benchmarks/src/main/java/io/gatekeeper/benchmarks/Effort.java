package io.gatekeeper.benchmarks;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How long to measure.
 *
 * @param slice how long each turn lasts
 * @param warmUp how long rounds do not count: until the JVM has compiled what it will
 * @param rounds rounds that do
 * @param parts the parts of the report; none for all of them
 * @param port where a server runs already; none to start one
 * @param sweptUsers how many users the largest sweep goes through
 */
record Effort(Duration slice, Duration warmUp, int rounds, List<String> parts, Optional<Integer> port, int sweptUsers) {

    private static final String QUICK = "--quick";

    private static final String PORT = "--port=";

    /** For a cluster, whose sessions take long to find each of its servers. */
    private static final String SLICE = "--slice=";

    /** For who has the time and the disk for ten million. */
    private static final String USERS = "--users=";

    /**
     * Reads the command line: names of parts, {@code --quick} to see whether everything works, {@code --port=5432},
     * {@code --slice=400}, in milliseconds, and {@code --users=1000000} for the sweeps.
     */
    static Effort of(List<String> arguments) {
        List<String> parts = arguments.stream()
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        Optional<Integer> port = numberOf(PORT, arguments);
        return arguments.contains(QUICK)
                ? new Effort(Duration.ofMillis(50), Duration.ZERO, 1, parts, port, 1_000)
                : new Effort(
                        Duration.ofMillis(numberOf(SLICE, arguments).orElse(400)),
                        Duration.ofSeconds(25),
                        15,
                        parts,
                        port,
                        numberOf(USERS, arguments).orElse(1_000_000));
    }

    private static Optional<Integer> numberOf(String option, List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> Integer.valueOf(argument.substring(option.length())))
                .findFirst();
    }

    /** How many users live for how many days, for the capacity sheet. */
    int livingUsers() {
        return rounds == 1 ? 5 : 200;
    }

    int days() {
        return rounds == 1 ? 3 : 365;
    }

    boolean includes(String part) {
        return parts.isEmpty() || parts.contains(part);
    }
}
