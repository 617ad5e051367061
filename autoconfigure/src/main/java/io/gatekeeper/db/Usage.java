package io.gatekeeper.db;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a user watched, by day.
 *
 * @param zone the region whose days these are
 * @param asOf the moment up to which open viewings count
 * @param days every day that was asked for, in order, those without usage included
 */
public record Usage(ZoneId zone, Instant asOf, List<DayUsage> days) {

    /** Copies the list. */
    public Usage {
        days = List.copyOf(days);
    }

    /**
     * Sums up all days and services. Services and devices watched at the same time count each; see
     * {@link #screenTime()}.
     *
     * @return the sum of the days' totals
     */
    public Duration total() {
        return days.stream().map(DayUsage::total).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Sums up the screen time of all days: what is watched at the same time counts once.
     *
     * @return the sum of the days' screen times
     */
    public Duration screenTime() {
        return days.stream().map(DayUsage::screenTime).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Sums up all days by service.
     *
     * @return the time watched by service, sorted by service
     */
    public SortedMap<String, Duration> byService() {
        SortedMap<String, Duration> sums = new TreeMap<>();
        days.forEach(day ->
                day.services().forEach((service, usage) -> sums.merge(service, usage.watched(), Duration::plus)));
        return Collections.unmodifiableSortedMap(sums);
    }
}
