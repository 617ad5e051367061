package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The append of any number of viewings, within a transaction: locks the records concerned, creates those that are
 * missing, appends what is not stored yet, and writes each changed record back once.
 */
final class LockedAppend {

    private final ViewRecordTable table;
    private final LockedRecords records;
    private final ViewingDays days;
    private final Instant now;

    LockedAppend(ViewRecordTable table, ViewingDays days, Instant now) {
        this.table = table;
        this.records = new LockedRecords(table);
        this.days = days;
        this.now = now;
    }

    List<Viewing> append(List<NewViewing> viewings) {
        records.lock(viewings.stream().flatMap(this::candidates));
        records.create(
                viewings.stream().filter(viewing -> find(viewing).isEmpty()).map(this::key), now);
        List<Viewing> stored = viewings.stream()
                .map(viewing -> find(viewing).orElseGet(() -> appendToRecord(viewing)))
                .toList();
        records.writeBack();
        return stored;
    }

    private Optional<Viewing> find(NewViewing viewing) {
        return records.in(candidates(viewing))
                .flatMap(record -> record.find(viewing.clientId(), viewing.serviceId(), start(viewing)).stream())
                .findFirst();
    }

    private Viewing appendToRecord(NewViewing viewing) {
        return records.change(key(viewing), now)
                .append(viewing, start(viewing), () -> table.findDeviceName(viewing.userId(), viewing.clientId()));
    }

    /**
     * The records that can hold the viewing already. One whose caller set its start can have been appended before the
     * zone was changed, and then stands in the record of a neighbouring day.
     */
    private Stream<RecordKey> candidates(NewViewing viewing) {
        return viewing.startedAt() == null
                ? Stream.of(key(viewing))
                : key(viewing).neighbours();
    }

    private RecordKey key(NewViewing viewing) {
        return new RecordKey(viewing.userId(), days.dayOf(start(viewing)));
    }

    private Instant start(NewViewing viewing) {
        return viewing.startedAt() == null ? now : viewing.startedAt();
    }
}
