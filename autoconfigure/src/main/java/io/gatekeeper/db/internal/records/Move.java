package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** What is recorded of one user or device becomes another one's, within a transaction. */
final class Move {

    private final ViewRecordTable table;

    Move(ViewRecordTable table) {
        this.table = table;
    }

    int ofUser(String from, String to) {
        return LockedRecords.write(() -> LockedRecords.lockAll(table, from, to), records -> ofUser(from, to, records));
    }

    private static int ofUser(String from, String to, LockedRecords records) {
        records.all().forEach(ViewingDocument::requireWritable);
        List<ViewingDocument> sources = records.all()
                .filter(record -> record.key().userId().equals(from))
                .toList();
        int moved = mergeDuplicates(
                records,
                viewing -> viewing.key().userId().equals(from),
                viewing -> viewing.key().userId().equals(to),
                viewing -> new Nature(viewing, viewing.clientId()));
        for (ViewingDocument source : sources) {
            records.change(new RecordKey(to, source.key().day()), lastMoment(source))
                    .merge(source);
            records.delete(source.key());
        }
        return moved;
    }

    int ofDevice(String userId, String from, String to) {
        LockedRecords records = LockedRecords.lockAll(table, userId);
        List<ViewingDocument> concerned =
                records.all().filter(record -> record.knows(from)).toList();
        concerned.forEach(ViewingDocument::requireWritable);
        int moved = mergeDuplicates(
                records,
                viewing -> viewing.clientId().equals(from),
                viewing -> viewing.clientId().equals(to),
                viewing -> new Nature(viewing, to));
        concerned.forEach(record -> records.change(record.key(), Instant.EPOCH).moveDevice(from, to));
        records.write();
        return moved;
    }

    /**
     * Removes what the target has, too, from the source; the target's becomes the one that has ended.
     *
     * @return how many viewings remain in the source
     */
    private static int mergeDuplicates(
            LockedRecords records,
            Predicate<StoredViewing> isSource,
            Predicate<StoredViewing> isTarget,
            Function<StoredViewing, Nature> nature) {
        Map<Nature, StoredViewing> targets = new HashMap<>();
        records.all()
                .flatMap(ViewingDocument::viewings)
                .filter(isTarget)
                .filter(viewing -> viewing.start().isPresent())
                .forEach(viewing ->
                        targets.merge(nature.apply(viewing), viewing, (one, other) -> one.isOpen() ? one : other));
        int remaining = 0;
        for (ViewingDocument record : records.all().toList()) {
            List<StoredViewing> duplicates = new ArrayList<>();
            for (StoredViewing viewing : record.viewings().filter(isSource).toList()) {
                Optional<StoredViewing> target = Optional.ofNullable(targets.get(nature.apply(viewing)));
                target.ifPresent(there -> duplicates.add(viewing));
                target.filter(there -> there.isOpen() && !viewing.isOpen())
                        .map(there -> there.with(viewing))
                        .ifPresent(ended ->
                                records.replace(ended, ended.lastMoment().orElseThrow()));
                remaining += target.isPresent() ? 0 : 1;
            }
            if (!duplicates.isEmpty()) {
                records.change(record.key(), Instant.EPOCH).remove(duplicates);
            }
        }
        return remaining;
    }

    private static Instant lastMoment(ViewingDocument record) {
        return record.viewings()
                .flatMap(viewing -> viewing.lastMoment().stream())
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    /** What two viewings that are the same have in common. */
    private record Nature(String clientId, String serviceId, Optional<Instant> start) {

        Nature(StoredViewing viewing, String clientId) {
            this(clientId, viewing.serviceId(), viewing.start());
        }
    }
}
