package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.StorableText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Corrects under row locks, and lets a record's time of update follow what it says, so that old records stay old. */
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
        Instant end = endedAt.truncatedTo(ChronoUnit.MICROS);
        checkEnd(viewing, end);
        return db.transactions().execute(status -> {
            LockedRecords records = LockedRecords.lock(table, key(viewing).neighbours());
            List<StoredViewing> ended = found(viewing, records).stream()
                    .map(stored -> stored.closedAt(end))
                    .toList();
            ended.forEach(stored -> records.replace(stored, end));
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
        StorableText.key("fromUserId", fromUserId);
        StorableText.key("toUserId", toUserId);
        checkDifferent("toUserId", fromUserId, toUserId);
        return db.transactions().execute(status -> new Move(table).ofUser(fromUserId, toUserId));
    }

    @Override
    public int moveDevice(String userId, String fromClientId, String toClientId) {
        StorableText.key("userId", userId);
        StorableText.key("fromClientId", fromClientId);
        StorableText.key("toClientId", toClientId);
        checkDifferent("toClientId", fromClientId, toClientId);
        return db.transactions().execute(status -> new Move(table).ofDevice(userId, fromClientId, toClientId));
    }

    private static List<StoredViewing> found(Viewing viewing, LockedRecords records) {
        return records.all()
                .flatMap(ViewingDocument::viewingsOfAnyVersion)
                .filter(stored -> stored.is(viewing))
                .toList();
    }

    private RecordKey key(Viewing viewing) {
        StorableText.key("userId", viewing.userId());
        return ViewRecordTable.key(viewing.userId(), viewing.startedAt(), days);
    }

    private void checkEnd(Viewing viewing, Instant end) {
        Instant now = db.clock().instant();
        if (end.isBefore(viewing.startedAt()) || end.isAfter(now)) {
            throw new IllegalArgumentException("endedAt must lie between the viewing's start, " + viewing.startedAt()
                    + ", and now, " + now + "; was: " + end);
        }
    }

    private static void checkDifferent(String name, String from, String to) {
        if (from.equals(to)) {
            throw new IllegalArgumentException(name + " must be another id than the one to move from");
        }
    }
}
