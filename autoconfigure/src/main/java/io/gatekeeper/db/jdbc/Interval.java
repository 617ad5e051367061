package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * A stretch of time.
 *
 * @param start its first moment
 * @param end the first moment after it; never before the start
 */
record Interval(Instant start, Instant end) {

    /** When the viewing took place. An open one reaches to now, or to its due time if that is earlier. */
    static Interval of(Viewing viewing, Instant now) {
        Instant end = viewing.endedAt() != null
                ? viewing.endedAt()
                : viewing.dueAt().filter(now::isAfter).orElse(now);
        return new Interval(viewing.startedAt(), latest(viewing.startedAt(), end));
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

    boolean contains(Instant moment) {
        return !moment.isBefore(start) && moment.isBefore(end);
    }

    /** Whether it has a moment in common with the bounds; without length, whether it lies in there. */
    boolean overlaps(Interval bounds) {
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
