package io.gatekeeper.db.jdbc;

import java.time.LocalDate;
import java.util.Comparator;

/**
 * Identifies one record.
 *
 * @param userId who watches
 * @param day the day on which the record's viewings started
 */
record RecordKey(String userId, LocalDate day) implements Comparable<RecordKey> {

    private static final Comparator<RecordKey> ORDER =
            Comparator.comparing(RecordKey::userId).thenComparing(RecordKey::day);

    @Override
    public int compareTo(RecordKey other) {
        return ORDER.compare(this, other);
    }
}
