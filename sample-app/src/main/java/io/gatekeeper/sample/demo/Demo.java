package io.gatekeeper.sample.demo;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.sample.household.Household;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** Fills in the last month of every child that has none yet, and has one after the other watch something now. */
@Component
@Profile("demo")
class Demo implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(Demo.class);

    private static final int DAYS = 30;

    private final ViewRecordRepository viewings;
    private final ServiceLimits limits;
    private final Household household;
    private final ViewingDays days;
    private final Clock clock;

    /** The same month each time, so that pictures of it can be compared. */
    private final Random random = new Random(7);

    Demo(ViewRecordRepository viewings, ServiceLimits limits, Household household, ViewingDays days, GatekeeperDb db) {
        this.viewings = viewings;
        this.limits = limits;
        this.household = household;
        this.days = days;
        this.clock = db.clock();
    }

    @Override
    public void run(ApplicationArguments arguments) {
        LocalDate today = days.today();
        List<NewViewing> month = new ArrayList<>();
        for (String child : household.children()) {
            UsageQuery lastMonth = UsageQuery.between(child, today.minusDays(DAYS), today);
            if (viewings.usage(lastMonth).total().isZero()) {
                lastMonth.from().datesUntil(today.plusDays(1)).forEach(day -> month.addAll(day(child, day)));
                month.add(viewing(child, 45).startingAt(clock.instant().minusSeconds(random.nextInt(1800))));
                limits.replace(child, limits());
            }
        }
        viewings.appendAll(month);
        log.info("For the demonstration there are {} viewings of {}", month.size(), household.children());
    }

    /** Up to four viewings, one after the other, and now and then one beside another. */
    private List<NewViewing> day(String child, LocalDate day) {
        List<NewViewing> viewingsOfDay = new ArrayList<>();
        Instant start = days.startOf(day).plus(Duration.ofMinutes(13 * 60 + random.nextInt(120)));
        for (int left = random.nextInt(5); left > 0; left--) {
            int minutes = 15 * (1 + random.nextInt(4));
            // What would still run is left out: somebody watches now anyway.
            Instant end = start.plus(Duration.ofMinutes(minutes));
            if (end.isBefore(clock.instant())) {
                viewingsOfDay.add(viewing(child, minutes).startingAt(start).endingAt(end));
            }
            start = start.plus(Duration.ofMinutes(random.nextInt(6) == 0 ? 5 : minutes + random.nextInt(60)));
        }
        return viewingsOfDay;
    }

    private NewViewing viewing(String child, int minutes) {
        String device = pick(List.copyOf(household.devices().keySet()));
        return NewViewing.timed(
                child,
                device,
                household.devices().getOrDefault(device, device),
                pick(List.copyOf(household.services().keySet())),
                Duration.ofMinutes(minutes));
    }

    /** Of the services, every other one has a limit, the same on each day. */
    private Map<String, Map<DayOfWeek, Integer>> limits() {
        Map<String, Map<DayOfWeek, Integer>> all = new HashMap<>();
        household.services().keySet().stream()
                .filter(service -> random.nextBoolean())
                .forEach(service -> {
                    int minutes = 30 * (1 + random.nextInt(3));
                    all.put(
                            service,
                            Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> minutes)));
                });
        return all;
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
