package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;
import java.time.LocalDate;

/** The removal of viewings that ended long ago: some records at a time, each batch in a short transaction. */
final class Pruning {

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final Instant endedBefore;
    private final LocalDate lastDay;
    private final Instant now;

    Pruning(GatekeeperDb db, ViewRecordTable table, ViewingDays days, Instant endedBefore, Instant now) {
        this.db = db;
        this.table = table;
        this.endedBefore = endedBefore;
        this.lastDay = days.dayOf(RecordKeys.withinCalendar(endedBefore)).plusDays(RecordKey.DAYS_APART);
        this.now = now;
    }

    /** Returns how many viewings were removed. Where no record is old enough, that is found out by one look. */
    int prune() {
        if (table.queries().findOldestDay().filter(this::isOldEnough).isEmpty()) {
            return 0;
        }
        return new Sweep<>(db, table, this::prune)
                        .through(
                                last -> table.queries().findKeys(last, lastDay, Sweep.BATCH),
                                key -> isOldEnough(key.day()))
                        .stream()
                        .mapToInt(Integer::intValue)
                        .sum();
    }

    /** Whether a record of a day can hold a viewing that ended before the moment. */
    private boolean isOldEnough(LocalDate day) {
        return !day.isAfter(lastDay);
    }

    private int prune(LockedRecords records) {
        int removed = 0;
        for (ViewingDocument record : records.all().toList()) {
            int removedHere = record.isSupported() ? record.prune(endedBefore) : 0;
            removed += removedHere;
            if (removedHere > 0 || record.isEmpty()) {
                records.change(record.key(), now);
            }
        }
        return removed;
    }
}
