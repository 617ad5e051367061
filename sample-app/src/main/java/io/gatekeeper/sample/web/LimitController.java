package io.gatekeeper.sample.web;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How many minutes a user may watch a service on each weekday, and what is left of them today. */
@RestController
@RequestMapping("/api/v1/limits")
class LimitController {

    private static final int MAX_SERVICES = 200;

    private final ServiceLimits limits;
    private final ViewRecordRepository viewings;
    private final ViewingDays days;

    LimitController(ServiceLimits limits, ViewRecordRepository viewings, ViewingDays days) {
        this.limits = limits;
        this.viewings = viewings;
        this.days = days;
    }

    @GetMapping
    SortedMap<String, SortedMap<DayOfWeek, Integer>> all(@RequestParam String user) {
        return limits.findAllLatest(Fields.key("user", user));
    }

    /** Takes the place of all limits that the user had. */
    @PutMapping
    SortedMap<String, SortedMap<DayOfWeek, Integer>> replace(
            @RequestParam String user, @RequestBody Map<String, @Nullable Map<String, @Nullable Integer>> wanted) {
        String userId = Fields.key("user", user);
        limits.replace(userId, checked(wanted));
        return limits.findAllLatest(userId);
    }

    /** What runs on two devices at once counts once against the limit. Without a limit there is no remainder either. */
    @GetMapping("/today")
    LimitToday today(@RequestParam String user, @RequestParam String service) {
        String userId = Fields.key("user", user);
        String serviceId = Fields.key("service", service);
        LocalDate today = days.today();
        DayUsage usage = viewings.usage(UsageQuery.of(userId, today)).days().get(0);
        ServiceUsage ofService = usage.services().get(serviceId);
        long watched = ofService == null ? 0 : ofService.screenTime().toSeconds();
        return limits.findLatest(userId, serviceId)
                .map(week -> week.get(today.getDayOfWeek()))
                .map(limit -> new LimitToday(today, limit * 60L, watched, Math.max(0, limit * 60L - watched)))
                .orElseGet(() -> new LimitToday(today, null, watched, null));
    }

    private static Map<String, Map<DayOfWeek, Integer>> checked(
            Map<String, @Nullable Map<String, @Nullable Integer>> wanted) {
        if (wanted.size() > MAX_SERVICES) {
            throw new InvalidFieldException(
                    "body", "The body must have limits for at most " + MAX_SERVICES + " services");
        }
        Map<String, Map<DayOfWeek, Integer>> limits = new HashMap<>();
        wanted.forEach((service, week) -> {
            Map<DayOfWeek, Integer> minutes =
                    limits.computeIfAbsent(Fields.key("service", service), id -> new HashMap<>());
            if (week == null) {
                throw new InvalidFieldException(service, service + " must be an object of minutes by weekday");
            }
            week.forEach((day, limit) -> {
                String field = service + "." + day;
                minutes.put(weekday(field, day), Fields.minutes(field, limit, 0));
            });
        });
        return limits;
    }

    private static DayOfWeek weekday(String field, String day) {
        return Arrays.stream(DayOfWeek.values())
                .filter(weekday -> weekday.name().equals(day))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException(field, field + " is not a weekday such as MONDAY"));
    }

    /** What was watched of one service today, and what is left. */
    record LimitToday(
            LocalDate date,
            @Nullable Long limitSeconds,
            long watchedSeconds,
            @Nullable Long remainingSeconds) {}
}
