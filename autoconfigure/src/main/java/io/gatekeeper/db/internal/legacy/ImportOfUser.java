package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.records.LockedRecords;
import io.gatekeeper.db.internal.records.ViewRecordTable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The import of one user's documents, within a transaction. */
final class ImportOfUser {

    private final String userId;
    private final ViewingDays days;
    private final LockedRecords records;
    private final ImportTally tally = new ImportTally();

    ImportOfUser(String userId, ViewRecordTable table, ViewingDays days) {
        this.userId = userId;
        this.days = days;
        this.records = new LockedRecords(table);
    }

    ImportTally copy(List<String> documents) {
        List<StoredViewing> viewings = new ArrayList<>();
        documents.forEach(
                json -> LegacyDocument.walk(userId, json, viewing -> keepPlaced(viewing, viewings), tally::skip));
        records.lock(viewings.stream().flatMap(viewing -> key(viewing).neighbours()));
        if (records.all().stream().allMatch(ViewingDocument::isSupported)) {
            records.create(missing(viewings).stream().map(this::key), Instant.EPOCH);
            copyMissing(viewings);
        } else {
            viewings.forEach(viewing -> tally.skip("viewing of a user with a record that cannot be written to"));
        }
        return tally;
    }

    private void keepPlaced(StoredViewing viewing, List<StoredViewing> viewings) {
        if (viewing.placedAt().isPresent()) {
            viewings.add(viewing);
        } else {
            tally.skip("viewing with neither a start nor an end that can be read");
        }
    }

    /** Those that are not stored yet. Where the source holds the same viewing several times, so does the copy. */
    private List<StoredViewing> missing(List<StoredViewing> viewings) {
        Map<Object, Integer> stored = new HashMap<>();
        records.all().stream()
                .flatMap(ViewingDocument::viewings)
                .forEach(viewing -> stored.merge(viewing.identity(), 1, Integer::sum));
        List<StoredViewing> missing = new ArrayList<>();
        for (StoredViewing viewing : viewings) {
            if (stored.merge(viewing.identity(), -1, Integer::sum) < 0) {
                missing.add(viewing);
            }
        }
        return missing;
    }

    /** Asks once more what is missing: another import can have been first to create a record, and have filled it. */
    private void copyMissing(List<StoredViewing> viewings) {
        List<StoredViewing> missing = missing(viewings);
        tally.alreadyPresent(viewings.size() - missing.size());
        missing.forEach(this::copy);
        records.writeBack();
    }

    private void copy(StoredViewing viewing) {
        records.change(key(viewing), lastMoment(viewing)).copy(viewing);
        tally.imported();
    }

    private RecordKey key(StoredViewing viewing) {
        return new RecordKey(userId, days.dayOf(viewing.placedAt().orElseThrow()));
    }

    /** The record counts as touched then, as if the viewing had been recorded at the time. */
    private static Instant lastMoment(StoredViewing viewing) {
        return Stream.of(viewing.placedAt(), viewing.end())
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
