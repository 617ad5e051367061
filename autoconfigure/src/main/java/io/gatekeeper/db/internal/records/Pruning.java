package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** The removal of viewings that ended long ago: some records at a time, each batch in a short transaction. */
final class Pruning {

    private static final int BATCH = 500;
    private static final RecordKey BEFORE_ALL = new RecordKey("", LocalDate.EPOCH);

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
        int removed = 0;
        List<RecordKey> batch = next(BEFORE_ALL);
        while (!batch.isEmpty()) {
            List<RecordKey> keys = batch;
            removed += db.transactions().execute(status -> prune(keys));
            batch = next(keys.get(keys.size() - 1));
        }
        return removed;
    }

    private List<RecordKey> next(RecordKey last) {
        return table.findKeys(last, endedBefore, days, BATCH);
    }

    private int prune(List<RecordKey> keys) {
        LockedRecords records = LockedRecords.lock(table, keys.stream());
        int removed = 0;
        for (ViewingDocument record : records.all().toList()) {
            int removedHere = record.isSupported() ? record.prune(endedBefore) : 0;
            removed += removedHere;
            if (removedHere > 0 || record.isEmpty()) {
                records.change(record.key(), now);
            }
        }
        records.write();
        return removed;
    }
}
