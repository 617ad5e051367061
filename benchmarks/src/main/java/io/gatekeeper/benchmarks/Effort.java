package io.gatekeeper.benchmarks;

import java.time.Duration;
import java.util.List;

/**
 * How long to measure.
 *
 * @param slice how long each turn lasts
 * @param warmUp how long rounds do not count: until the JVM has compiled what it will
 * @param rounds rounds that do
 * @param parts the parts of the report; none for all of them
 */
record Effort(Duration slice, Duration warmUp, int rounds, List<String> parts) {

    private static final String QUICK = "--quick";

    /** Reads the command line: names of parts, and {@code --quick} to see whether everything works. */
    static Effort of(List<String> arguments) {
        List<String> parts =
                arguments.stream().filter(argument -> !argument.equals(QUICK)).toList();
        return arguments.contains(QUICK)
                ? new Effort(Duration.ofMillis(50), Duration.ZERO, 1, parts)
                : new Effort(Duration.ofMillis(400), Duration.ofSeconds(25), 15, parts);
    }

    /** How many users the largest sweep goes through. */
    int sweptUsers() {
        return rounds == 1 ? 1_000 : 1_000_000;
    }

    boolean includes(String part) {
        return parts.isEmpty() || parts.contains(part);
    }
}
