package io.gatekeeper.sample.web;

import io.gatekeeper.db.DayUsage;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who watches now, and what every child has watched today; what runs on two devices at once counts once. */
record TodayResponse(Instant asOf, LocalDate date, List<ViewingResponse> open, List<Child> children) {

    record Child(String userName, long screenTimeSeconds, List<Service> services) {

        /** What was watched, and what there is a limit for. */
        static Child of(String userName, DayUsage day, SortedMap<String, SortedMap<DayOfWeek, Integer>> limits) {
            TreeSet<String> services = new TreeSet<>(day.services().keySet());
            limits.forEach((service, week) -> {
                if (week.containsKey(day.date().getDayOfWeek())) {
                    services.add(service);
                }
            });
            return new Child(
                    userName,
                    day.screenTime().toSeconds(),
                    services.stream()
                            .map(service -> Service.of(service, day, limits.get(service)))
                            .toList());
        }
    }

    record Service(
            String serviceId, long watchedSeconds, @Nullable Long limitSeconds) {

        static Service of(String serviceId, DayUsage day, @Nullable Map<DayOfWeek, Integer> week) {
            var usage = day.services().get(serviceId);
            Integer minutes = week == null ? null : week.get(day.date().getDayOfWeek());
            return new Service(
                    serviceId,
                    usage == null ? 0 : usage.screenTime().toSeconds(),
                    minutes == null ? null : minutes * 60L);
        }
    }
}
