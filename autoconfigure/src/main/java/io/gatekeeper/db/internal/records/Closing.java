package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingOrder;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The end of one viewing or of many. */
final class Closing {

    private static final Logger log = LoggerFactory.getLogger(Closing.class);

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
        return changeLatest(userId, clientId, serviceId, open -> Optional.of(open.closedAt(now)))
                .map(StoredViewing::toEndedViewing);
    }

    /** Closes a viewing as it was appended, in one statement, if it is the latest open one for being the only one. */
    Optional<Viewing> closeRemembered(StoredViewing open) {
        StoredViewing closed = open.closedAt(now);
        return table.replaceOnly(open, closed, closed.updatedAt(now))
                ? Optional.of(closed.toEndedViewing())
                : Optional.empty();
    }

    /** Extends the latest open viewing in the same way, if it is timed. */
    Optional<Viewing> extendLatest(String userId, String clientId, String serviceId, Duration by) {
        return changeLatest(userId, clientId, serviceId, open -> open.extendedBy(by))
                .flatMap(StoredViewing::toViewing);
    }

    /** Closes exactly this viewing in the same way; finds it as it is where it has ended already. */
    Optional<Viewing> close(Viewing viewing, RecordKey key) {
        Optional<StoredViewing> found = find(viewing, table.queries().findNeighbours(key).stream());
        if (found.isEmpty() || !found.get().isOpen()) {
            return found.flatMap(StoredViewing::toViewing);
        }
        StoredViewing closed = found.get().closedAt(now);
        return table.replace(found.get(), closed, closed.updatedAt(now))
                ? Optional.of(closed.toEndedViewing())
                : db.transactions().execute(status -> closeLocked(viewing, key));
    }

    private Optional<Viewing> closeLocked(Viewing viewing, RecordKey key) {
        LockedRecords records = LockedRecords.lock(table, key.neighbours());
        Optional<StoredViewing> found = find(viewing, records.all());
        Optional<StoredViewing> closed = found.filter(StoredViewing::isOpen).map(open -> open.closedAt(now));
        closed.ifPresent(ended -> records.replace(ended, ended.updatedAt(now)));
        records.write();
        return closed.map(StoredViewing::toEndedViewing).or(() -> found.flatMap(StoredViewing::toViewing));
    }

    /** Of several that are the same, finds an open one first. */
    private static Optional<StoredViewing> find(Viewing viewing, Stream<ViewingDocument> records) {
        List<ViewingDocument> all = records.toList();
        List<StoredViewing> found = all.stream()
                .flatMap(ViewingDocument::viewingsOfAnyVersion)
                .filter(stored -> stored.is(viewing))
                .toList();
        return writable(
                found.stream()
                        .filter(StoredViewing::isOpen)
                        .findFirst()
                        .or(() -> found.stream().findFirst()),
                all);
    }

    private Optional<StoredViewing> changeLatest(
            String userId, String clientId, String serviceId, Function<StoredViewing, Optional<StoredViewing>> change) {
        Optional<StoredViewing> open = latest(table.queries().findOpen(userId), clientId, serviceId);
        Optional<StoredViewing> changed = open.flatMap(change);
        if (changed.isEmpty()
                || table.replace(open.get(), changed.get(), changed.get().updatedAt(now))) {
            return changed;
        }
        return db.transactions().execute(status -> {
            LockedRecords records = LockedRecords.lockOpen(table, userId);
            Optional<StoredViewing> changedLocked =
                    latest(records.all().toList(), clientId, serviceId).flatMap(change);
            changedLocked.ifPresent(viewing -> records.replace(viewing, viewing.updatedAt(now)));
            records.write();
            return changedLocked;
        });
    }

    private Optional<StoredViewing> latest(List<ViewingDocument> records, String clientId, String serviceId) {
        return writable(
                StoredViewing.latest(
                        records.stream().flatMap(record -> record.openViewingsOf(clientId, serviceId)), now),
                records);
    }

    /** Refuses to change a viewing in a record that cannot be written to. */
    private static Optional<StoredViewing> writable(Optional<StoredViewing> viewing, List<ViewingDocument> records) {
        viewing.ifPresent(found -> records.stream()
                .filter(record -> record.key().equals(found.key()))
                .forEach(ViewingDocument::requireWritable));
        return viewing;
    }

    /** Closes what is open on a device. */
    List<Viewing> closeOnDevice(String clientId) {
        return closeAt(
                RecordCondition.openOn(clientId), viewing -> viewing.clientId().equals(clientId));
    }

    /** Closes what is open of a service on a device. */
    List<Viewing> closeOnDevice(String clientId, String serviceId) {
        return closeAt(
                RecordCondition.openOn(clientId, serviceId),
                viewing -> viewing.clientId().equals(clientId)
                        && viewing.serviceId().equals(serviceId));
    }

    /** Closes what is open where a path leads, in one transaction, but for what cannot be written to. */
    private List<Viewing> closeAt(String path, Predicate<StoredViewing> wanted) {
        Closed closed = open -> Optional.of(open).filter(wanted).map(viewing -> viewing.closedAt(now));
        List<RecordKey> keys = table.queries().findOpenAt(path).stream()
                .filter(key -> saidUnless(key.isOfADay(), key))
                .toList();
        return keys.isEmpty()
                ? List.of()
                : db.transactions().execute(status -> {
                    LockedRecords records = LockedRecords.lock(table, keys.stream());
                    records.all().forEach(record -> saidUnless(record.isSupported(), record.key()));
                    List<Viewing> viewings = close(records, closed);
                    records.write();
                    return oldestFirst(viewings.stream());
                });
    }

    private static boolean saidUnless(boolean writable, RecordKey key) {
        if (!writable) {
            log.atWarn()
                    .addKeyValue("user", StorableText.printable(key.userId()))
                    .addKeyValue("day", key.day())
                    .log("Left an open viewing in a record that cannot be written to");
        }
        return writable;
    }

    /**
     * Closes what is past its due time, at that.
     *
     * @param longest after how long unlimited viewings are closed, too; null for never
     */
    List<Viewing> closeOverdue(@Nullable Duration longest) {
        Closed closed = open -> open.dueAt()
                .or(() -> Optional.ofNullable(longest).flatMap(open::after))
                .filter(due -> !due.isAfter(now))
                .map(open::closedAt);
        return oldestFirst(new Sweep<>(db, table, records -> close(records, closed))
                .throughOpen(open -> closed.apply(open).isPresent()).stream().flatMap(List::stream));
    }

    /**
     * Closes viewings in locked records. Which they are is asked once more, because another instance may have closed some
     * of them since they were found.
     */
    private List<Viewing> close(LockedRecords records, Closed closed) {
        List<StoredViewing> viewings = records.all()
                .flatMap(ViewingDocument::viewings)
                .filter(StoredViewing::isOpen)
                .flatMap(open -> closed.apply(open).stream())
                .toList();
        viewings.forEach(viewing -> records.replace(viewing, viewing.updatedAt(now)));
        return viewings.stream().map(StoredViewing::toEndedViewing).toList();
    }

    private static List<Viewing> oldestFirst(Stream<Viewing> viewings) {
        return viewings.sorted(ViewingOrder.OLDEST_FIRST).toList();
    }

    /** An open viewing as it is to be stored; empty where it stays open. */
    private interface Closed extends Function<StoredViewing, Optional<StoredViewing>> {}
}
