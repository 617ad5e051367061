package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How long was watched, from when viewings took place: cut at the bounds of days, overlaps counted once. */
final class UsageCalculation {

    private final ViewingDays days;
    private final Instant now;
    private final LocalDate from;
    private final LocalDate to;
    private final Map<LocalDate, Day> watched = new HashMap<>();

    private UsageCalculation(ViewingDays days, Instant now, LocalDate from, LocalDate to) {
        this.days = days;
        this.now = now;
        this.from = from;
        this.to = to;
    }

    /**
     * Calculates.
     *
     * @param from the first day
     * @param to the last day, itself included
     */
    static Usage of(Stream<Viewing> viewings, LocalDate from, LocalDate to, ViewingDays days, Instant now) {
        UsageCalculation calculation = new UsageCalculation(days, now, from, to);
        viewings.forEach(calculation::add);
        return new Usage(
                days.zone(),
                now,
                from.datesUntil(to.plusDays(1))
                        .map(date -> calculation
                                .watched
                                .getOrDefault(date, new Day())
                                .usage(date))
                        .toList());
    }

    private void add(Viewing viewing) {
        Interval interval = Interval.of(viewing, now);
        LocalDate startedOn = days.dayOf(interval.start());
        for (LocalDate date = startedOn.isBefore(from) ? from : startedOn; !date.isAfter(to); date = date.plusDays(1)) {
            boolean startedHere = date.equals(startedOn);
            Interval day = new Interval(days.startOf(date), days.startOf(date.plusDays(1)));
            if (!startedHere && !day.start().isBefore(interval.end())) {
                return;
            }
            // A day can be without length: where a region moved across the date line.
            if (startedHere || !day.isEmpty()) {
                watched.computeIfAbsent(date, key -> new Day()).add(viewing, interval.within(day), startedHere);
            }
        }
    }

    private static final class Day {

        private final List<Interval> intervals = new ArrayList<>();
        private final SortedMap<String, Service> services = new TreeMap<>();

        void add(Viewing viewing, Interval interval, boolean startedHere) {
            intervals.add(interval);
            services.computeIfAbsent(viewing.serviceId(), key -> new Service()).add(viewing, interval, startedHere);
        }

        DayUsage usage(LocalDate date) {
            SortedMap<String, ServiceUsage> usages = new TreeMap<>();
            services.forEach((id, service) -> usages.put(id, service.usage()));
            return new DayUsage(date, Interval.union(intervals), usages);
        }
    }

    private static final class Service {

        private final SortedMap<String, Collection<Interval>> devices = new TreeMap<>();
        private int viewings;

        void add(Viewing viewing, Interval interval, boolean startedHere) {
            devices.computeIfAbsent(viewing.clientId(), key -> new ArrayList<>())
                    .add(interval);
            viewings += startedHere ? 1 : 0;
        }

        ServiceUsage usage() {
            SortedMap<String, Duration> byDevice = new TreeMap<>();
            devices.forEach((id, intervals) -> byDevice.put(id, Interval.union(intervals)));
            Duration watched = byDevice.values().stream().reduce(Duration.ZERO, Duration::plus);
            return new ServiceUsage(watched, viewings, byDevice);
        }
    }
}
