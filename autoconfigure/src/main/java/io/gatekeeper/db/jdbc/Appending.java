package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The append of any number of viewings, within a transaction: locks the records concerned, creates those that are
 * missing, appends what is not stored yet, and writes each changed record back once.
 */
final class Appending {

    private final ViewRecordTable table;
    private final ViewingDays days;
    private final Instant now;
    private final SortedMap<RecordKey, ViewingDocument> locked = new TreeMap<>();
    private final SortedMap<RecordKey, ViewingDocument> changed = new TreeMap<>();

    Appending(ViewRecordTable table, ViewingDays days, Instant now) {
        this.table = table;
        this.days = days;
        this.now = now;
    }

    List<Viewing> append(List<NewViewing> viewings) {
        lock(viewings.stream().flatMap(this::candidates));
        create(viewings.stream().filter(viewing -> find(viewing).isEmpty()).map(this::key));
        List<Viewing> stored = viewings.stream()
                .map(viewing -> find(viewing).orElseGet(() -> appendToRecord(viewing)))
                .toList();
        if (!changed.isEmpty()) {
            table.update(changed.values(), now);
        }
        return stored;
    }

    private void lock(Stream<RecordKey> keys) {
        Collection<RecordKey> distinct = keys.collect(TreeSet::new, TreeSet::add, TreeSet::addAll);
        table.lock(distinct).forEach(document -> locked.put(document.key(), document));
    }

    private void create(Stream<RecordKey> keys) {
        List<RecordKey> missing =
                keys.filter(key -> !locked.containsKey(key)).sorted().distinct().toList();
        if (!missing.isEmpty()) {
            table.create(missing, now);
            // Another instance may have been first and have appended already.
            lock(missing.stream());
        }
    }

    private Optional<Viewing> find(NewViewing viewing) {
        return candidates(viewing)
                .map(locked::get)
                .filter(Objects::nonNull)
                .flatMap(record -> record.find(viewing.clientId(), viewing.serviceId(), start(viewing)).stream())
                .findFirst()
                .flatMap(StoredViewing::toViewing);
    }

    private Viewing appendToRecord(NewViewing viewing) {
        ViewingDocument record = Objects.requireNonNull(locked.get(key(viewing)));
        changed.put(record.key(), record);
        return record.append(viewing, start(viewing), () -> table.findDeviceName(viewing.userId(), viewing.clientId()));
    }

    /**
     * The records that can hold the viewing already. One whose caller set its start can have been appended before the
     * zone was changed, and then stands in the record of a neighbouring day.
     */
    private Stream<RecordKey> candidates(NewViewing viewing) {
        RecordKey key = key(viewing);
        if (viewing.startedAt() == null) {
            return Stream.of(key);
        }
        LocalDate first = key.day().minusDays(ViewRecordSql.DAYS_APART);
        LocalDate end = key.day().plusDays(ViewRecordSql.DAYS_APART + 1L);
        return first.datesUntil(end).map(day -> new RecordKey(key.userId(), day));
    }

    private RecordKey key(NewViewing viewing) {
        return new RecordKey(viewing.userId(), days.dayOf(start(viewing)));
    }

    private Instant start(NewViewing viewing) {
        return viewing.startedAt() == null ? now : viewing.startedAt();
    }
}
