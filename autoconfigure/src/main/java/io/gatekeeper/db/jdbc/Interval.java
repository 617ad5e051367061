package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.Viewing;
import java.time.Instant;

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
        return new Interval(viewing.startedAt(), end.isBefore(viewing.startedAt()) ? viewing.startedAt() : end);
    }

    /** Whether it has a moment in common with {@code [from, to)}; without length, whether it lies in there. */
    boolean overlaps(Instant from, Instant to) {
        return start.isBefore(to) && (end.isAfter(from) || start.equals(from));
    }
}
