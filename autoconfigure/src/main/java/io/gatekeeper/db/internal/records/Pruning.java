package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;

/** The removal of viewings that ended long ago: some records at a time, each batch in a short transaction. */
final class Pruning {

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final ViewingDays days;
    private final Instant endedBefore;
    private final Instant now;

    Pruning(GatekeeperDb db, ViewRecordTable table, ViewingDays days, Instant endedBefore, Instant now) {
        this.db = db;
        this.table = table;
        this.days = days;
        this.endedBefore = endedBefore;
        this.now = now;
    }

    /** Returns how many viewings were removed. */
    int prune() {
        return new Sweep<>(db, table, this::prune)
                .through(last -> table.queries().findKeys(last, endedBefore, days, Sweep.BATCH)).stream()
                        .mapToInt(Integer::intValue)
                        .sum();
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
