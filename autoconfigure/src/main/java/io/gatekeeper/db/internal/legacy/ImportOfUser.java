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
    private final ViewRecordTable table;
    private final ViewingDays days;
    private final ImportTally tally = new ImportTally();

    ImportOfUser(String userId, ViewRecordTable table, ViewingDays days) {
        this.userId = userId;
        this.table = table;
        this.days = days;
    }

    ImportTally copy(List<String> documents) {
        List<StoredViewing> viewings = new ArrayList<>();
        documents.forEach(
                json -> LegacyDocument.walk(userId, json, viewing -> keepPlaced(viewing, viewings), tally::skip));
        copyMissing(viewings);
        return tally;
    }

    private void copyMissing(List<StoredViewing> viewings) {
        while (true) {
            LockedRecords records = LockedRecords.lock(
                    table, viewings.stream().flatMap(viewing -> key(viewing).neighbours()));
            if (!records.all().allMatch(ViewingDocument::isSupported)) {
                viewings.forEach(viewing -> tally.skip("viewing of a user with a record that cannot be written to"));
                return;
            }
            List<StoredViewing> missing = missing(viewings, records);
            missing.forEach(
                    viewing -> records.change(key(viewing), lastMoment(viewing)).copy(viewing));
            if (records.write()) {
                tally.add(missing.size(), viewings.size() - missing.size());
                return;
            }
        }
    }

    private void keepPlaced(StoredViewing viewing, List<StoredViewing> viewings) {
        if (viewing.placedAt().isPresent()) {
            viewings.add(viewing);
        } else {
            tally.skip("viewing with neither a start nor an end that can be read");
        }
    }

    /** Those that are not stored yet. Where the source holds the same viewing several times, so does the copy. */
    private static List<StoredViewing> missing(List<StoredViewing> viewings, LockedRecords records) {
        Map<Object, Integer> stored = new HashMap<>();
        records.all()
                .flatMap(ViewingDocument::viewings)
                .forEach(viewing -> stored.merge(viewing.identity(), 1, Integer::sum));
        return viewings.stream()
                .filter(viewing -> stored.merge(viewing.identity(), -1, Integer::sum) < 0)
                .toList();
    }

    private RecordKey key(StoredViewing viewing) {
        return new RecordKey(userId, days.dayOf(viewing.placedAt().orElseThrow()));
    }

    /** The record counts as updated then, as if the viewing had been recorded at the time. */
    private static Instant lastMoment(StoredViewing viewing) {
        return Stream.of(viewing.placedAt(), viewing.end())
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
