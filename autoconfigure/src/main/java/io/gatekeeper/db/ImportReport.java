package io.gatekeeper.db;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import found, and what became of it: {@code read} is the sum of {@code imported}, {@code alreadyPresent} and all
 * that was {@code skipped}.
 *
 * @param users how many users the source holds
 * @param read how many viewings were found, and other things where viewings were expected
 * @param imported how many viewings were copied
 * @param alreadyPresent how many viewings were there already, or stand in the source more than once
 * @param skipped how many things could not be copied, by reason
 * @param ended how many of those that were there already took over the end that they have in the source
 * @param adjusted how many things were read otherwise than they are written in the source, by what was done
 * @param examples one thing for each reason in {@code skipped} and {@code adjusted}, in words for people
 * @param deletedUsers the users whom an earlier import brought along, and who were deleted since: skipped as a whole
 * @param failedUsers why the import of a user failed: skipped as a whole
 */
public record ImportReport(
        int users,
        long read,
        long imported,
        long alreadyPresent,
        SortedMap<String, Long> skipped,
        long ended,
        SortedMap<String, Long> adjusted,
        SortedMap<String, String> examples,
        List<String> deletedUsers,
        SortedMap<String, String> failedUsers) {

    /** Copies the collections. */
    public ImportReport {
        skipped = copy(skipped);
        adjusted = copy(adjusted);
        examples = copy(examples);
        deletedUsers = List.copyOf(deletedUsers);
        failedUsers = copy(failedUsers);
    }

    /**
     * The report of an import that found nothing out of the ordinary, or has no more to say of it.
     *
     * @param users how many users the source holds
     * @param read how many viewings were found, and other things where viewings were expected
     * @param imported how many viewings were copied
     * @param alreadyPresent how many viewings were there already, or stand in the source more than once
     * @param skipped how many things could not be copied, by reason
     */
    public ImportReport(int users, long read, long imported, long alreadyPresent, SortedMap<String, Long> skipped) {
        this(
                users,
                read,
                imported,
                alreadyPresent,
                skipped,
                0,
                new TreeMap<>(),
                new TreeMap<>(),
                List.of(),
                new TreeMap<>());
    }

    private static <V> SortedMap<String, V> copy(SortedMap<String, V> map) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(map));
    }
}
