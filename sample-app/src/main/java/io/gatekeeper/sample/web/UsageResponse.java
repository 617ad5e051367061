package io.gatekeeper.sample.web;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Usage by day, service and device, in whole seconds: each figure is cut by itself, after it was summed up. */
record UsageResponse(
        String userName, @Nullable String deviceId, String zone, Instant asOf, List<Day> days, long totalSeconds) {

    record Day(LocalDate date, long screenTimeSeconds, long totalSeconds, SortedMap<String, Service> services) {

        static Day of(DayUsage usage) {
            return new Day(
                    usage.date(),
                    usage.screenTime().toSeconds(),
                    usage.total().toSeconds(),
                    mapped(usage.services(), Service::of));
        }
    }

    record Service(long watchedSeconds, int viewings, SortedMap<String, Long> devices) {

        static Service of(ServiceUsage usage) {
            return new Service(
                    usage.watched().toSeconds(), usage.viewings(), mapped(usage.byDevice(), Duration::toSeconds));
        }
    }

    static UsageResponse of(UsageQuery query, Usage usage) {
        return new UsageResponse(
                query.userId(),
                query.clientId(),
                usage.zone().getId(),
                usage.asOf(),
                usage.days().stream().map(Day::of).toList(),
                usage.total().toSeconds());
    }

    private static <V, R> SortedMap<String, R> mapped(SortedMap<String, V> values, Function<V, R> mapping) {
        SortedMap<String, R> mapped = new TreeMap<>();
        values.forEach((key, value) -> mapped.put(key, mapping.apply(value)));
        return mapped;
    }
}
