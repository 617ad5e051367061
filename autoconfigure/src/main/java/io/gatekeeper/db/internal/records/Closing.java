package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingOrder;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** The end of one viewing or of many. */
final class Closing {

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final Instant now;

    Closing(GatekeeperDb db, ViewRecordTable table, Instant now) {
        this.db = db;
        this.table = table;
        this.now = now;
    }

    /**
     * Ends the open viewing that started last, in whichever record it stands. Reads it first, and in the ordinary case
     * nobody has touched it when it is replaced; only else are records locked.
     */
    Optional<Viewing> closeLatest(String userId, String clientId, String serviceId) {
        Optional<StoredViewing> open = latest(table.findOpen(userId), clientId, serviceId);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        return closeUnchanged(open.get())
                .or(() -> db.transactions()
                        .execute(status -> latest(table.lockOpen(userId), clientId, serviceId)
                                .map(this::closeLocked)));
    }

    private static Optional<StoredViewing> latest(List<ViewingDocument> records, String clientId, String serviceId) {
        return records.stream()
                .flatMap(record -> record.findLatestOpen(clientId, serviceId).stream())
                .reduce(StoredViewing::later);
    }

    private Optional<Viewing> closeUnchanged(StoredViewing open) {
        ViewingDocument record = open.record();
        String before = open.toJson();
        Viewing closed = open.close(now);
        boolean done = table.end(record.key(), record.pathOf(open), before, open.toJson(), touched(closed));
        return done ? Optional.of(closed) : Optional.empty();
    }

    private Viewing closeLocked(StoredViewing open) {
        Viewing closed = open.close(now);
        table.update(List.of(new ChangedRecord(open.record(), touched(closed))));
        return closed;
    }

    /**
     * Ends all viewings that are wanted, in one transaction. Which they are is asked once more when their records are
     * locked, because another instance may have ended some of them since.
     */
    List<Viewing> closeEach(
            List<ViewingDocument> candidates,
            Function<ViewingDocument, Stream<StoredViewing>> wanted,
            Function<StoredViewing, Instant> end) {
        List<RecordKey> keys = candidates.stream()
                .filter(record -> wanted.apply(record).findAny().isPresent())
                .map(ViewingDocument::key)
                .toList();
        return keys.isEmpty() ? List.of() : db.transactions().execute(status -> closeLocked(keys, wanted, end));
    }

    private List<Viewing> closeLocked(
            List<RecordKey> keys,
            Function<ViewingDocument, Stream<StoredViewing>> wanted,
            Function<StoredViewing, Instant> end) {
        LockedRecords records = new LockedRecords(table);
        records.lock(keys.stream());
        List<Viewing> closed = records.all().stream().flatMap(wanted).toList().stream()
                .map(viewing -> close(viewing, end.apply(viewing), records))
                .sorted(ViewingOrder.OLDEST_FIRST)
                .toList();
        records.writeBack();
        return closed;
    }

    private Viewing close(StoredViewing open, Instant end, LockedRecords records) {
        Viewing closed = open.close(end);
        records.change(open.record().key(), touched(closed));
        return closed;
    }

    /** A viewing that starts ahead of our clock ends there, too. */
    private Instant touched(Viewing closed) {
        return closed.endedAt() != null && closed.endedAt().isAfter(now) ? closed.endedAt() : now;
    }
}
