package io.gatekeeper.db;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a user watched on one day.
 *
 * @param date the day
 * @param screenTime the time during which anything was watched on any device; what was watched at the same time counts
 *     once, so it never exceeds the day's own length
 * @param services what was watched, sorted by service; a service that was not is absent
 */
public record DayUsage(LocalDate date, Duration screenTime, SortedMap<String, ServiceUsage> services) {

    /** Copies the map. */
    public DayUsage {
        services = Collections.unmodifiableSortedMap(new TreeMap<>(services));
    }

    /**
     * Sums up the services. Those watched at the same time count each.
     *
     * @return the sum of the time watched
     */
    public Duration total() {
        return services.values().stream().map(ServiceUsage::watched).reduce(Duration.ZERO, Duration::plus);
    }

    /**
     * Returns what is left of a limit on the screen time.
     *
     * @param limit the limit
     * @return the limit less the screen time, never negative
     */
    public Duration remaining(Duration limit) {
        Duration left = limit.minus(screenTime);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
