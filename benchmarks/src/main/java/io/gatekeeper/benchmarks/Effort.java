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

    /** Reads the command line: names of parts, {@code --quick} to see whether everything works, and {@code --port=5432}. */
    static Effort of(List<String> arguments) {
        List<String> parts = arguments.stream()
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        Optional<Integer> port = arguments.stream()
                .filter(argument -> argument.startsWith(PORT))
                .map(argument -> Integer.valueOf(argument.substring(PORT.length())))
                .findFirst();
        return arguments.contains(QUICK)
                ? new Effort(Duration.ofMillis(50), Duration.ZERO, 1, parts, port)
                : new Effort(Duration.ofMillis(400), Duration.ofSeconds(25), 15, parts, port);
    }

    /** How many users the largest sweep goes through. */
    int sweptUsers() {
        return rounds == 1 ? 1_000 : 1_000_000;
    }

    boolean includes(String part) {
        return parts.isEmpty() || parts.contains(part);
    }
}
