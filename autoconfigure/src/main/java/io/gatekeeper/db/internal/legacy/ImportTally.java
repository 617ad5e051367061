package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.ImportReport;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Counts what becomes of what an import finds, and keeps one example of each oddity. */
final class ImportTally {

    private final SortedMap<String, Long> skipped = new TreeMap<>();
    private final SortedMap<String, Long> adjusted = new TreeMap<>();
    private final SortedMap<String, String> examples = new TreeMap<>();
    private final List<String> deletedUsers = new ArrayList<>();
    private final SortedMap<String, String> failedUsers = new TreeMap<>();
    private long imported;
    private long alreadyPresent;
    private long ended;
    private int users;

    void countImported() {
        imported++;
    }

    void countAlreadyPresent() {
        alreadyPresent++;
    }

    void countEnded() {
        ended++;
    }

    void countUsers(int found) {
        users += found;
    }

    void skip(String reason, String example) {
        skip(reason, 1, example);
    }

    void skip(String reason, long count, String example) {
        if (count > 0) {
            skipped.merge(reason, count, Long::sum);
            examples.putIfAbsent(reason, example);
        }
    }

    void adjust(String how, String example) {
        adjusted.merge(how, 1L, Long::sum);
        examples.putIfAbsent(how, example);
    }

    void deleted(String user) {
        deletedUsers.add(user);
    }

    void failed(String user, String why) {
        failedUsers.put(user, why);
    }

    /** Whether there were users, and the import of each one failed. */
    boolean isFailureOfAll() {
        return users > 0 && failedUsers.size() == users;
    }

    void add(ImportTally other) {
        imported += other.imported;
        alreadyPresent += other.alreadyPresent;
        ended += other.ended;
        users += other.users;
        other.skipped.forEach((reason, count) -> skipped.merge(reason, count, Long::sum));
        other.adjusted.forEach((how, count) -> adjusted.merge(how, count, Long::sum));
        other.examples.forEach(examples::putIfAbsent);
        deletedUsers.addAll(other.deletedUsers);
        failedUsers.putAll(other.failedUsers);
    }

    ImportReport report() {
        long read = imported
                + alreadyPresent
                + skipped.values().stream().mapToLong(Long::longValue).sum();
        return new ImportReport(
                users, read, imported, alreadyPresent, skipped, ended, adjusted, examples, deletedUsers, failedUsers);
    }
}
