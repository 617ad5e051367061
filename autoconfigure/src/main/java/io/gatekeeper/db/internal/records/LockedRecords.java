package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;

/** The records that a transaction has locked, and those that it is about to create; which of them have changed. */
public final class LockedRecords {

    /** More than others can get in between by chance. */
    private static final int MOST_ATTEMPTS = 30;

    private final ViewRecordTable table;
    private final SortedMap<RecordKey, ViewingDocument> locked = new TreeMap<>();
    private final SortedMap<RecordKey, ViewingDocument> created = new TreeMap<>();
    private final SortedMap<RecordKey, ChangedRecord> changed = new TreeMap<>();
    private final SortedSet<RecordKey> deleted = new TreeSet<>();

    private LockedRecords(ViewRecordTable table, List<ViewingDocument> documents) {
        this.table = table;
        documents.forEach(document -> locked.put(document.key(), document));
    }

    /** Locks those of the records that exist. */
    public static LockedRecords lock(ViewRecordTable table, Stream<RecordKey> keys) {
        Collection<RecordKey> distinct = keys.collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        return new LockedRecords(table, distinct.isEmpty() ? List.of() : table.lock(distinct));
    }

    /** Locks those of the records that exist and that nobody else has locked. */
    static LockedRecords lockFree(ViewRecordTable table, Collection<RecordKey> keys) {
        return new LockedRecords(table, keys.isEmpty() ? List.of() : table.lockFree(keys));
    }

    /**
     * Changes records and writes them; does so again, on the records as they are then, where another instance was first to
     * create or delete one of them.
     *
     * @param lock locks them
     * @param change changes them, and returns what came of it
     * @throws IncorrectUpdateSemanticsDataAccessException if what is created never is there
     */
    public static <T> T write(Supplier<LockedRecords> lock, Function<LockedRecords, T> change) {
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            LockedRecords records = lock.get();
            T result = change.apply(records);
            if (records.write()) {
                return result;
            }
        }
        throw new IncorrectUpdateSemanticsDataAccessException(
                "A record was not created, though no other is in its place: a trigger on the table must have swallowed it."
                        + " Nothing is stored. Remove the trigger, or let it pass what it is not meant for.");
    }

    /** Locks all records of users, one user after the other in the order of their ids. */
    static LockedRecords lockAll(ViewRecordTable table, String... userIds) {
        return new LockedRecords(
                table,
                Stream.of(userIds)
                        .sorted()
                        .flatMap(user -> table.lockAll(user).stream())
                        .toList());
    }

    /** Locks the user's records that hold an open viewing. */
    static LockedRecords lockOpen(ViewRecordTable table, String userId) {
        return new LockedRecords(table, table.lockOpen(userId));
    }

    /** Returns those of the records that are there. */
    Stream<ViewingDocument> in(Stream<RecordKey> keys) {
        return keys.map(this::get).filter(Objects::nonNull);
    }

    public Stream<ViewingDocument> all() {
        return Stream.concat(locked.values().stream(), created.values().stream());
    }

    /** Returns a record to be changed now and written back, an empty one where there is none. */
    public ViewingDocument change(RecordKey key, Instant updatedAt) {
        ViewingDocument document =
                locked.containsKey(key) ? locked.get(key) : created.computeIfAbsent(key, ViewingDocument::empty);
        changed.merge(key, new ChangedRecord(document, updatedAt), ChangedRecord::later);
        return document;
    }

    /** Puts a viewing in its place. */
    void replace(StoredViewing changed, Instant updatedAt) {
        change(changed.key(), updatedAt).replace(changed);
    }

    /** Has a record deleted whose content stands elsewhere now. */
    void delete(RecordKey key) {
        deleted.add(key);
    }

    /**
     * Writes each changed record once, creates those that are missing, and deletes those that hold nothing any more.
     *
     * @return whether it did; if not, another instance was first to create one of them, nothing is written, and the same
     *     is to be done again on the records as they are now
     */
    boolean write() {
        List<ChangedRecord> missing = changedIn(created);
        if (!missing.isEmpty() && !table.insert(missing)) {
            return false;
        }
        List<ChangedRecord> remaining = new ArrayList<>();
        for (ChangedRecord change : changedIn(locked)) {
            if (change.document().isEmpty()) {
                deleted.add(change.document().key());
            } else if (!deleted.contains(change.document().key())) {
                remaining.add(change);
            }
        }
        table.delete(deleted);
        table.update(remaining);
        return true;
    }

    private List<ChangedRecord> changedIn(SortedMap<RecordKey, ViewingDocument> records) {
        return changed.values().stream()
                .filter(change -> records.containsKey(change.document().key()))
                .toList();
    }

    private @Nullable ViewingDocument get(RecordKey key) {
        return locked.getOrDefault(key, created.get(key));
    }
}
