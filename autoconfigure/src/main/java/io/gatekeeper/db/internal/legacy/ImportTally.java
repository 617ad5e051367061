package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.ImportReport;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what becomes of what an import finds. */
final class ImportTally {

    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private long imported;
    private long alreadyPresent;

    void add(int imported, int alreadyPresent) {
        this.imported += imported;
        this.alreadyPresent += alreadyPresent;
    }

    void skip(String reason) {
        skipped.merge(reason, 1L, Long::sum);
    }

    void add(ImportTally other) {
        imported += other.imported;
        alreadyPresent += other.alreadyPresent;
        other.skipped.forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
    }

    ImportReport report(int users) {
        long read = imported
                + alreadyPresent
                + skipped.values().stream().mapToLong(Long::longValue).sum();
        return new ImportReport(users, read, imported, alreadyPresent, skipped);
    }
}
