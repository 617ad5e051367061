package io.gatekeeper.benchmarks.faults.history;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call.
 *
 * @param keys the viewings that it was about
 * @param attempt 1 for the first, more where the caller repeats a call whose outcome is unknown
 * @param completed null where the caller was gone before the answer
 * @param detail the exception and the SQL state of a failure
 * @param end of a close: when the viewing ended, as it was answered
 */
public record Call(
        Operation operation,
        List<Key> keys,
        int attempt,
        Instant invoked,
        @Nullable Instant completed,
        Outcome outcome,
        String detail,
        @Nullable Instant end) {

    /** How long its caller waited. */
    public Duration length() {
        return completed == null ? Duration.ZERO : Duration.between(invoked, completed);
    }
}
