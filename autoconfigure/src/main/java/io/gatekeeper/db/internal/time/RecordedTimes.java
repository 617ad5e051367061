package io.gatekeeper.db.internal.time;

import io.gatekeeper.db.NewViewing;
import java.time.Instant;

/** Which times a caller may give to a viewing that is to be recorded. */
public final class RecordedTimes {

    private RecordedTimes() {}

    /**
     * Checks the times that a caller has given.
     *
     * @param now the present, which the clock of whoever gave them may be ahead of
     * @return the viewing
     * @throws IllegalArgumentException if one of them cannot be
     */
    public static NewViewing check(NewViewing viewing, Instant now) {
        Instant start = viewing.startedAt();
        if (start == null) {
            return viewing;
        }
        if (start.isBefore(Instant.EPOCH) || start.isAfter(now.plus(NewViewing.CLOCK_TOLERANCE))) {
            throw new IllegalArgumentException(
                    "startedAt must lie between 1970 and one minute from now, was: " + start);
        }
        if (viewing.endedAt() != null && viewing.endedAt().isAfter(now)) {
            throw new IllegalArgumentException("endedAt must not be after now, was: " + viewing.endedAt());
        }
        return viewing;
    }
}
