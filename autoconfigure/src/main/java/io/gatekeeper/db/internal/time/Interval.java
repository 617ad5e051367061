package io.gatekeeper.db.internal.time;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A half-open interval.
 *
 * @param start its first moment
 * @param end the first moment after it; never before the start
 */
public record Interval(Instant start, Instant end) {

    /** When the viewing took place, up to now. An open one reaches to its due time if that is earlier. */
    public static Interval of(Viewing viewing, Instant now) {
        Instant end = Optional.ofNullable(viewing.endedAt())
                .or(viewing::dueAt)
                .filter(now::isAfter)
                .orElse(now);
        return new Interval(viewing.startedAt(), latest(viewing.startedAt(), end));
    }

    /** The whole of a day; without length where the region left it out. */
    public static Interval of(LocalDate day, ViewingDays days) {
        return new Interval(days.startOf(day), days.startOf(day.plusDays(1)));
    }

    /** How long it takes to be in any of them: what overlaps counts once. */
    static Duration union(Collection<Interval> intervals) {
        List<Interval> ordered =
                intervals.stream().sorted(Comparator.comparing(Interval::start)).toList();
        Duration union = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (Interval interval : ordered) {
            if (interval.end.isAfter(covered)) {
                union = union.plus(Duration.between(latest(covered, interval.start), interval.end));
                covered = interval.end;
            }
        }
        return union;
    }

    boolean isEmpty() {
        return start.equals(end);
    }

    public boolean contains(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }

    /** Whether it has a moment in common with the bounds; without length, whether it lies in there. */
    public boolean overlaps(Interval bounds) {
        return start.isBefore(bounds.end) && (end.isAfter(bounds.start) || start.equals(bounds.start));
    }

    /** The part of it within the bounds; it must overlap them. */
    Interval within(Interval bounds) {
        return new Interval(latest(start, bounds.start), end.isBefore(bounds.end) ? end : bounds.end);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
