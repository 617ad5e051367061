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
import java.util.function.Predicate;
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
     * Closes the latest open viewing, in whichever record it stands: optimistically, by compare-and-set; if it was changed
     * meanwhile, under a row lock.
     */
    Optional<Viewing> closeLatest(String userId, String clientId, String serviceId) {
        Optional<StoredViewing> open = latest(table.findOpen(userId).stream(), clientId, serviceId);
        if (open.isEmpty()) {
            return Optional.empty();
        }
        StoredViewing closed = open.get().closedAt(now);
        return table.replace(open.get(), closed, now)
                ? Optional.of(closed.toEndedViewing())
                : db.transactions().execute(status -> closeLatestLocked(userId, clientId, serviceId));
    }

    private Optional<Viewing> closeLatestLocked(String userId, String clientId, String serviceId) {
        LockedRecords records = LockedRecords.lockOpen(table, userId);
        Optional<StoredViewing> closed =
                latest(records.all(), clientId, serviceId).map(open -> open.closedAt(now));
        closed.ifPresent(viewing -> records.replace(viewing, now));
        records.write();
        return closed.map(StoredViewing::toEndedViewing);
    }

    private static Optional<StoredViewing> latest(Stream<ViewingDocument> records, String clientId, String serviceId) {
        List<ViewingDocument> all = records.toList();
        Optional<StoredViewing> latest = all.stream()
                .flatMap(record -> record.findLatestOpen(clientId, serviceId).stream())
                .reduce(StoredViewing::later);
        latest.ifPresent(viewing -> all.stream()
                .filter(record -> record.key().equals(viewing.key()))
                .forEach(ViewingDocument::requireWritable));
        return latest;
    }

    List<Viewing> closeOnDevice(String clientId, Predicate<StoredViewing> wanted) {
        return closeEach(
                table.findOpenOnDevice(clientId),
                record -> record.viewingsOfAnyVersion()
                        .filter(StoredViewing::isOpen)
                        .filter(viewing -> viewing.clientId().equals(clientId))
                        .filter(wanted)
                        .map(open -> open.closedAt(now)));
    }

    List<Viewing> closeOverdue() {
        return closeEach(
                table.findOpen(),
                record -> record.viewings()
                        .filter(StoredViewing::isOpen)
                        .flatMap(open -> open.dueAt().filter(due -> !due.isAfter(now)).map(open::closedAt).stream()));
    }

    /**
     * Closes viewings in one transaction. Which they are is asked once more when their records are locked, because another
     * instance may have closed some of them since.
     *
     * @param closed those of a record that are wanted, as they are to be stored
     */
    private List<Viewing> closeEach(
            List<ViewingDocument> candidates, Function<ViewingDocument, Stream<StoredViewing>> closed) {
        List<RecordKey> keys = candidates.stream()
                .filter(record -> closed.apply(record).findAny().isPresent())
                .map(ViewingDocument::key)
                .toList();
        return keys.isEmpty() ? List.of() : db.transactions().execute(status -> closeLocked(keys, closed));
    }

    private List<Viewing> closeLocked(List<RecordKey> keys, Function<ViewingDocument, Stream<StoredViewing>> closed) {
        LockedRecords records = LockedRecords.lock(table, keys.stream());
        List<StoredViewing> viewings = records.all().flatMap(closed).toList();
        viewings.forEach(viewing -> records.replace(viewing, now));
        records.write();
        return viewings.stream()
                .map(StoredViewing::toEndedViewing)
                .sorted(ViewingOrder.OLDEST_FIRST)
                .toList();
    }
}
