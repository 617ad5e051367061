package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The records that a transaction has locked, and which of them it has changed. */
public final class LockedRecords {

    private final ViewRecordTable table;
    private final SortedMap<RecordKey, ViewingDocument> locked = new TreeMap<>();
    private final SortedMap<RecordKey, ChangedRecord> changed = new TreeMap<>();

    public LockedRecords(ViewRecordTable table) {
        this.table = table;
    }

    /** Locks those of the records that exist. */
    public void lock(Stream<RecordKey> keys) {
        Collection<RecordKey> distinct = keys.collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        if (!distinct.isEmpty()) {
            table.lock(distinct).forEach(document -> locked.put(document.key(), document));
        }
    }

    /** Creates those of the records that are not locked yet, and locks them. */
    public void create(Stream<RecordKey> keys, Instant touched) {
        List<RecordKey> missing =
                keys.filter(key -> !locked.containsKey(key)).sorted().distinct().toList();
        if (!missing.isEmpty()) {
            table.create(missing, touched);
            // Another instance may have been first, and have appended already.
            lock(missing.stream());
        }
    }

    /** Returns those of the records that are locked. */
    Stream<ViewingDocument> in(Stream<RecordKey> keys) {
        return keys.map(locked::get).filter(Objects::nonNull);
    }

    public Collection<ViewingDocument> all() {
        return locked.values();
    }

    /** Returns a locked record, to be changed now and written back. */
    public ViewingDocument change(RecordKey key, Instant touched) {
        ViewingDocument record = Objects.requireNonNull(locked.get(key));
        changed.merge(
                key,
                new ChangedRecord(record, touched),
                (one, other) -> one.touched().isAfter(other.touched()) ? one : other);
        return record;
    }

    /** Writes each changed record back once. */
    public void writeBack() {
        if (!changed.isEmpty()) {
            table.update(changed.values());
        }
    }
}
