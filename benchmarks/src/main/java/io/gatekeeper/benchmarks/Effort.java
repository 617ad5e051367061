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
 */
record Effort(Duration slice, Duration warmUp, int rounds, List<String> parts, Optional<Integer> port) {

    private static final String QUICK = "--quick";

    private static final String PORT = "--port=";

    /** For a cluster, whose sessions take long to find each of its servers. */
    private static final String SLICE = "--slice=";

    /**
     * Reads the command line: names of parts, {@code --quick} to see whether everything works, {@code --port=5432} and
     * {@code --slice=400}, in milliseconds.
     */
    static Effort of(List<String> arguments) {
        List<String> parts = arguments.stream()
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        Optional<Integer> port = numberOf(PORT, arguments);
        return arguments.contains(QUICK)
                ? new Effort(Duration.ofMillis(50), Duration.ZERO, 1, parts, port)
                : new Effort(
                        Duration.ofMillis(numberOf(SLICE, arguments).orElse(400)),
                        Duration.ofSeconds(25),
                        15,
                        parts,
                        port);
    }

    private static Optional<Integer> numberOf(String option, List<String> arguments) {
        return arguments.stream()
                .filter(argument -> argument.startsWith(option))
                .map(argument -> Integer.valueOf(argument.substring(option.length())))
                .findFirst();
    }

    /** How many users the largest sweep goes through. */
    int sweptUsers() {
        return rounds == 1 ? 1_000 : 1_000_000;
    }

    boolean includes(String part) {
        return parts.isEmpty() || parts.contains(part);
    }
}
