package io.gatekeeper.sample.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.sample.access.AccessProperties;
import io.gatekeeper.sample.household.Household;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.time.Clock;
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
    private final AccessProperties access;
    private final ViewingDays days;
    private final Clock clock;
    private final ViewRecordRepository viewings;
    private final ServiceLimits limits;

    ConsoleController(
            Household household,
            AccessProperties access,
            ViewingDays days,
            GatekeeperDb db,
            ViewRecordRepository viewings,
            ServiceLimits limits) {
        this.household = household;
        this.access = access;
        this.days = days;
        this.clock = db.clock();
        this.viewings = viewings;
        this.limits = limits;
    }

    @GetMapping("/household")
    ConsoleHousehold household() {
        return new ConsoleHousehold(days.zone().getId(), access.asksForPin(), household);
    }

    @GetMapping("/today")
    TodayResponse today() {
        Instant now = clock.instant();
        LocalDate today = days.dayOf(now);
        List<Viewing> open = viewings.findOpen();
        return new TodayResponse(
                now,
                today,
                open.stream().map(ViewingResponse::of).toList(),
                children(open).stream().map(child -> child(child, today)).toList());
    }

    /** Of today, where no date is named. */
    @GetMapping("/day")
    Day day(@RequestParam(required = false) @Nullable LocalDate date) {
        LocalDate day = date == null ? days.today() : date;
        Instant from = days.startOf(day);
        Instant to = days.startOf(day.plusDays(1));
        return new Day(
                clock.instant(),
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

    /** What there is to choose from, in the order of the configuration. */
    record ConsoleHousehold(
            String zone, boolean asksForPin, @JsonUnwrapped Household household) {}

    /** A day of the household, which can have 23 or 25 hours, and the viewings that reach into it. */
    record Day(Instant asOf, LocalDate date, Instant startsAt, Instant endsAt, List<ViewingResponse> viewings) {}
}
