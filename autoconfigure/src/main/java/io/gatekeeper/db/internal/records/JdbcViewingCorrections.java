package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Corrects under row locks, and lets a record's time of update follow what it says, so that old records stay old. Arguments
 * are checked before.
 */
public final class JdbcViewingCorrections implements ViewingCorrections {

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final ViewingDays days;

    public JdbcViewingCorrections(GatekeeperDb db, ViewRecordTable table, ViewingDays days) {
        this.db = db;
        this.table = table;
        this.days = days;
    }

    @Override
    public Optional<Viewing> end(Viewing viewing, Instant endedAt) {
        return db.transactions().execute(status -> {
            LockedRecords records = LockedRecords.lock(table, key(viewing).neighbours());
            List<StoredViewing> ended = found(viewing, records).stream()
                    .map(stored -> stored.closedAt(endedAt))
                    .toList();
            ended.forEach(stored -> records.replace(stored, endedAt));
            records.write();
            return ended.stream().findFirst().map(StoredViewing::toEndedViewing);
        });
    }

    @Override
    public boolean delete(Viewing viewing) {
        return db.transactions().execute(status -> {
            LockedRecords records = LockedRecords.lock(table, key(viewing).neighbours());
            List<StoredViewing> found = found(viewing, records);
            found.stream().map(StoredViewing::key).distinct().forEach(key -> {
                ViewingDocument record = records.change(key, Instant.EPOCH);
                record.remove(found.stream()
                        .filter(stored -> stored.key().equals(key))
                        .toList());
            });
            records.write();
            return !found.isEmpty();
        });
    }

    @Override
    public int moveUser(String fromUserId, String toUserId) {
        return db.transactions().execute(status -> new Move(table).ofUser(fromUserId, toUserId));
    }

    @Override
    public int moveDevice(String userId, String fromClientId, String toClientId) {
        return db.transactions().execute(status -> new Move(table).ofDevice(userId, fromClientId, toClientId));
    }

    private static List<StoredViewing> found(Viewing viewing, LockedRecords records) {
        return records.all()
                .flatMap(ViewingDocument::viewingsOfAnyVersion)
                .filter(stored -> stored.is(viewing))
                .toList();
    }

    private RecordKey key(Viewing viewing) {
        return RecordKeys.of(viewing.userId(), viewing.startedAt(), days);
    }
}
