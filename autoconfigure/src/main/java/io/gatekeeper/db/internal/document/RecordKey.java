package io.gatekeeper.db.internal.document;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Identifies one record.
 *
 * @param userId who watches
 * @param day the day on which the record's viewings started
 */
public record RecordKey(String userId, LocalDate day) implements Comparable<RecordKey> {

    /**
     * Days by which a record's day can differ from the one that the same viewing would be recorded on now: dates differ by
     * two at most between regions, and a later start of the day shifts them by one.
     */
    public static final int DAYS_APART = 3;

    /** In the order of keys, before that of any record. */
    public static final RecordKey BEFORE_ALL = new RecordKey("", LocalDate.EPOCH);

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::userId).thenComparing(RecordKey::day);

    /** This record and those that can hold the same viewing, recorded with other settings. */
    public Stream<RecordKey> neighbours() {
        return day.minusDays(DAYS_APART)
                .datesUntil(day.plusDays(DAYS_APART + 1L))
                .map(neighbour -> new RecordKey(userId, neighbour));
    }

    /** Whether the day is one: PostgreSQL also knows one before and one after all others, which the driver calls so. */
    public boolean isOfADay() {
        return !day.equals(LocalDate.MIN) && !day.equals(LocalDate.MAX);
    }

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}
