package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.sample.household.HouseholdDays;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
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

    private final ServiceLimits limits;
    private final ViewRecordRepository viewings;
    private final HouseholdDays days;

    LimitController(ServiceLimits limits, ViewRecordRepository viewings, HouseholdDays days) {
        this.limits = limits;
        this.viewings = viewings;
        this.days = days;
    }

    @GetMapping
    SortedMap<String, SortedMap<DayOfWeek, Integer>> all(
            @RequestParam(name = "user", required = false) @Nullable String user) {
        return limits.findAllLatest(Fields.key("user", user));
    }

    /** Takes the place of all limits that the user had. */
    @PutMapping
    SortedMap<String, SortedMap<DayOfWeek, Integer>> replace(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestBody Map<String, @Nullable Map<String, @Nullable Integer>> wanted) {
        String userId = Fields.key("user", user);
        limits.replace(userId, LimitFields.checked(wanted));
        return limits.findAllLatest(userId);
    }

    @GetMapping("/today")
    LimitTodayResponse today(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestParam(name = "service", required = false) @Nullable String service) {
        String userId = Fields.key("user", user);
        LocalDate today = days.today();
        String serviceId = Fields.key("service", service);
        @Nullable
        Duration limit =
                limits.findLatest(userId, serviceId, today.getDayOfWeek()).orElse(null);
        Duration watched =
                viewings.usage(UsageQuery.of(userId, today)).byService().getOrDefault(serviceId, Duration.ZERO);
        return LimitTodayResponse.of(today, limit, watched);
    }
}
