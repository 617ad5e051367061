package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The records that a transaction has locked, and those that it is about to create; which of them have changed. */
public final class LockedRecords {

    private final ViewRecordTable table;
    private final SortedMap<RecordKey, ViewingDocument> locked = new TreeMap<>();
    private final SortedMap<RecordKey, ViewingDocument> created = new TreeMap<>();
    private final SortedMap<RecordKey, ChangedRecord> changed = new TreeMap<>();

    private LockedRecords(ViewRecordTable table, List<ViewingDocument> documents) {
        this.table = table;
        documents.forEach(document -> locked.put(document.key(), document));
    }

    /** Locks those of the records that exist. */
    public static LockedRecords lock(ViewRecordTable table, Stream<RecordKey> keys) {
        Collection<RecordKey> distinct = keys.collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        return new LockedRecords(table, distinct.isEmpty() ? List.of() : table.lock(distinct));
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

    /** Puts an ended viewing in its place. */
    void replace(StoredViewing ended, Instant now) {
        change(ended.key(), ended.updatedAt(now)).replace(ended);
    }

    /**
     * Writes each changed record once, and creates those that are missing.
     *
     * @return whether it did; if not, another instance was first to create one of them, nothing is written, and the same
     *     is to be done again on the records as they are now
     */
    public boolean write() {
        List<ChangedRecord> missing = changedIn(created);
        if (!missing.isEmpty() && !table.insert(missing)) {
            return false;
        }
        List<ChangedRecord> present = changedIn(locked);
        if (!present.isEmpty()) {
            table.update(present);
        }
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
