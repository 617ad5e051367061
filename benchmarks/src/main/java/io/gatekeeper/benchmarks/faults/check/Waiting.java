package io.gatekeeper.benchmarks.faults.check;

import io.gatekeeper.benchmarks.faults.history.Call;
import io.gatekeeper.benchmarks.faults.history.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How long callers had to wait.
 *
 * @param longest the call that took longest
 * @param stall the longest time in which nothing was acknowledged to anybody
 * @param recovery from the end of the fault until all processes had something acknowledged
 */
public record Waiting(Optional<Call> longest, Duration stall, Optional<Duration> recovery) {

    /**
     * Measures.
     *
     * @param calls all calls
     * @param histories the calls of each process that lived to the end
     * @param healed when the fault was over, if it was over at a moment
     */
    public static Waiting of(Collection<Call> calls, Collection<List<Call>> histories, Optional<Instant> healed) {
        return new Waiting(
                calls.stream().max(Comparator.comparing(Call::length)),
                stall(calls),
                healed.flatMap(moment -> recovery(histories, moment)));
    }

    private static Duration stall(Collection<Call> calls) {
        List<Instant> acknowledged = calls.stream()
                .filter(call -> call.outcome() == Outcome.OK)
                .map(Call::completed)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        Duration longest = Duration.ZERO;
        for (int i = 1; i < acknowledged.size(); i++) {
            Duration gap = Duration.between(acknowledged.get(i - 1), acknowledged.get(i));
            longest = gap.compareTo(longest) > 0 ? gap : longest;
        }
        return longest;
    }

    /** Empty if one of them never had. */
    private static Optional<Duration> recovery(Collection<List<Call>> histories, Instant healed) {
        List<Optional<Instant>> firsts = histories.stream()
                .map(calls -> calls.stream()
                        .filter(call -> call.outcome() == Outcome.OK)
                        .map(Call::completed)
                        .filter(Objects::nonNull)
                        .filter(completed -> !completed.isBefore(healed))
                        .min(Comparator.naturalOrder()))
                .toList();
        return firsts.stream().allMatch(Optional::isPresent)
                ? firsts.stream()
                        .flatMap(Optional::stream)
                        .max(Comparator.naturalOrder())
                        .map(last -> Duration.between(healed, last))
                : Optional.empty();
    }
}
