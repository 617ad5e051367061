package io.gatekeeper.db;

import java.time.Duration;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How long a service was watched on one day.
 *
 * @param watched the sum over the devices
 * @param screenTime the time during which it was watched on any device: half an hour on two devices at once is half an hour
 * @param viewings how many viewings started on that day
 * @param byDevice the time watched by client id, sorted; viewings that overlap on a device count once
 */
public record ServiceUsage(Duration watched, Duration screenTime, int viewings, SortedMap<String, Duration> byDevice) {

    /** Copies the map. */
    public ServiceUsage {
        byDevice = Collections.unmodifiableSortedMap(new TreeMap<>(byDevice));
    }
}
