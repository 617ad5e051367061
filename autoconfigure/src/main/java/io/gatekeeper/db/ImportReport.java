package io.gatekeeper.db;

import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What an import found, and what became of it: {@code read} is the sum of the others.
 *
 * @param users how many users the source holds
 * @param read how many viewings were found, and other things where viewings were expected
 * @param imported how many viewings were copied
 * @param alreadyPresent how many viewings were there already
 * @param skipped how many things could not be copied, by reason
 */
public record ImportReport(int users, long read, long imported, long alreadyPresent, SortedMap<String, Long> skipped) {

    /** Copies the map. */
    public ImportReport {
        skipped = Collections.unmodifiableSortedMap(new TreeMap<>(skipped));
    }
}
