package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.household.Household;
import io.gatekeeper.sample.household.HouseholdDays;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the page shows of all children at once. */
@RestController
@RequestMapping("/api/v1")
class ConsoleController {

    private final Household household;
    private final HouseholdDays days;
    private final ViewRecordRepository viewings;
    private final ServiceLimits limits;

    ConsoleController(Household household, HouseholdDays days, ViewRecordRepository viewings, ServiceLimits limits) {
        this.household = household;
        this.days = days;
        this.viewings = viewings;
        this.limits = limits;
    }

    @GetMapping("/household")
    HouseholdResponse household() {
        return HouseholdResponse.of(days.zone().getId(), household);
    }

    @GetMapping("/today")
    TodayResponse today() {
        Instant now = days.now();
        LocalDate today = days.today();
        List<Viewing> open = viewings.findOpen();
        return new TodayResponse(
                now,
                today,
                open.stream().map(ViewingResponse::of).toList(),
                children(open).stream().map(child -> child(child, today)).toList());
    }

    /** Of today, where no date is named. */
    @GetMapping("/day")
    DayResponse day(@RequestParam(name = "date", required = false) @Nullable String date) {
        LocalDate day = date == null ? days.today() : Fields.date("date", date);
        Instant from = days.startOf(day);
        Instant to = days.startOf(day.plusDays(1));
        return new DayResponse(
                days.now(),
                day,
                from,
                to,
                children(viewings.findOpen()).stream()
                        .flatMap(child -> viewings.findBetween(child, from, to).stream())
                        .map(ViewingResponse::of)
                        .toList());
    }

    private TodayResponse.Child child(String userId, LocalDate today) {
        return TodayResponse.Child.of(
                userId, viewings.usage(UsageQuery.of(userId, today)).days().get(0), limits.findAllLatest(userId));
    }

    /** The household's, and whoever watches without being one of them. */
    private Set<String> children(List<Viewing> open) {
        Set<String> children = new LinkedHashSet<>(household.children());
        open.forEach(viewing -> children.add(viewing.userId()));
        return children;
    }
}
