package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.records.DeviceNames.Device;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The append of any number of viewings, within a transaction: locks the records concerned, appends what is not stored yet,
 * writes each changed record once, and creates those that are missing.
 */
final class LockedAppend {

    private final ViewRecordTable table;
    private final ViewingDays days;
    private final Instant now;

    LockedAppend(ViewRecordTable table, ViewingDays days, Instant now) {
        this.table = table;
        this.days = days;
        this.now = now;
    }

    List<Viewing> append(List<NewViewing> viewings) {
        return LockedRecords.write(
                () -> LockedRecords.lock(table, viewings.stream().flatMap(this::candidates)),
                records -> append(viewings, records));
    }

    private List<Viewing> append(List<NewViewing> viewings, LockedRecords records) {
        DeviceNames names = table.queries().findDeviceNames(withoutName(viewings, records));
        return viewings.stream()
                .map(viewing -> find(viewing, records)
                        .map(found -> ended(found, viewing, records))
                        .orElseGet(() -> append(viewing, records, names)))
                .toList();
    }

    private Viewing append(NewViewing viewing, LockedRecords records, DeviceNames names) {
        return records.change(key(viewing), now)
                .append(viewing, start(viewing), names.of(viewing.userId(), viewing.clientId()));
    }

    /** A viewing that is stored as open is ended by a caller who knows its end; else it stays as it is. */
    private Viewing ended(StoredViewing found, NewViewing viewing, LockedRecords records) {
        Instant end = viewing.endedAt();
        if (end == null || !found.isOpen()) {
            return found.toViewing().orElseThrow();
        }
        StoredViewing ended = found.closedAt(end);
        records.replace(ended, now);
        return ended.toEndedViewing();
    }

    private Optional<StoredViewing> find(NewViewing viewing, LockedRecords records) {
        return records.in(candidates(viewing))
                .flatMap(record -> record.find(viewing.clientId(), viewing.serviceId(), start(viewing)).stream())
                .findFirst();
    }

    /** The devices of viewings to be appended for which neither the caller nor the record has a name. */
    private Set<Device> withoutName(List<NewViewing> viewings, LockedRecords records) {
        return viewings.stream()
                .filter(viewing ->
                        viewing.deviceName() == null || viewing.deviceName().isBlank())
                .filter(viewing -> find(viewing, records).isEmpty())
                .filter(viewing -> records.in(Stream.of(key(viewing)))
                        .allMatch(record -> record.nameOf(viewing.clientId()).isEmpty()))
                .map(viewing -> new Device(viewing.userId(), viewing.clientId()))
                .collect(Collectors.toSet());
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
