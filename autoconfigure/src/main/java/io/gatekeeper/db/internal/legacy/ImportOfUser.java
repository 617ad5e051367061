package io.gatekeeper.db.internal.legacy;

import static java.util.stream.Collectors.groupingBy;

import io.gatekeeper.db.LegacyImport.Removed;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.records.LockedRecords;
import io.gatekeeper.db.internal.records.ViewRecordTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The import of one user's history, within a transaction. */
final class ImportOfUser {

    private final UserHistory history;
    private final ViewRecordTable table;
    private final ViewingDays days;
    private final ImportMemory memory;
    private final Removed removed;

    ImportOfUser(UserHistory history, ViewRecordTable table, ViewingDays days, ImportMemory memory, Removed removed) {
        this.history = history;
        this.table = table;
        this.days = days;
        this.memory = memory;
        this.removed = removed;
    }

    /** Returns what became of the viewings. */
    ImportTally run() {
        Set<Long> imported = memory.of(history.userId());
        if (removed == Removed.STAYS_OUT && !imported.isEmpty() && !memory.hasRecords(history.userId())) {
            return leaveOut();
        }
        Set<Long> gone = removed == Removed.STAYS_OUT ? imported : Set.of();
        Optional<ImportTally> copied = LockedRecords.write(
                this::lock,
                records -> records.all().allMatch(ViewingDocument::isSupported)
                        ? Optional.of(copyInto(records, gone))
                        : Optional.empty());
        copied.ifPresent(tally -> remember(imported));
        return copied.orElseGet(() -> skipAll("viewing of a user with a record that cannot be written to"));
    }

    private LockedRecords lock() {
        return LockedRecords.lock(
                table,
                history.viewings().values().stream()
                        .flatMap(viewing -> key(viewing).neighbours()));
    }

    private ImportTally copyInto(LockedRecords records, Set<Long> gone) {
        Map<ViewingIdentity, List<StoredViewing>> stored =
                records.all().flatMap(ViewingDocument::viewings).collect(groupingBy(ViewingIdentity::of));
        ImportTally tally = new ImportTally();
        history.viewings().forEach((identity, viewing) -> {
            if (stored.containsKey(identity)) {
                tally.countAlreadyPresent();
                end(stored.get(identity), viewing, records, tally);
            } else if (gone.contains(identity.fingerprint())) {
                tally.skip("viewing that was removed since an earlier import", UserHistory.example(viewing));
            } else {
                records.change(key(viewing), LegacyViewing.lastMoment(viewing)).copy(viewing);
                tally.countImported();
            }
        });
        return tally;
    }

    private static void end(
            List<StoredViewing> stored, StoredViewing source, LockedRecords records, ImportTally tally) {
        List<StoredViewing> open = stored.stream()
                .filter(viewing -> LegacyViewing.takesEnd(viewing, source))
                .toList();
        for (StoredViewing viewing : open) {
            records.change(viewing.key(), LegacyViewing.lastMoment(source))
                    .replace(LegacyViewing.withEndOf(source, viewing));
        }
        if (!open.isEmpty()) {
            tally.countEnded();
        }
    }

    private void remember(Set<Long> imported) {
        Set<Long> all = new TreeSet<>(imported);
        history.viewings().keySet().stream().map(ViewingIdentity::fingerprint).forEach(all::add);
        if (all.size() > imported.size()) {
            memory.replace(history.userId(), all);
        }
    }

    private ImportTally leaveOut() {
        ImportTally tally = skipAll("viewing of a user who was deleted since an earlier import");
        tally.deleted(history.userId());
        return tally;
    }

    private ImportTally skipAll(String reason) {
        ImportTally tally = new ImportTally();
        history.viewings().values().forEach(viewing -> tally.skip(reason, UserHistory.example(viewing)));
        return tally;
    }

    private RecordKey key(StoredViewing viewing) {
        return new RecordKey(history.userId(), days.dayOf(viewing.placedAt().orElseThrow()));
    }
}
