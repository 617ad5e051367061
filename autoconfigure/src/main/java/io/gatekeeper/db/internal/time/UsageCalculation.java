package io.gatekeeper.db.internal.time;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** How long was watched, from when viewings took place: cut at the bounds of days, overlaps counted once. */
public final class UsageCalculation {

    private final Instant now;
    private final NavigableMap<Instant, Day> daysByEnd = new TreeMap<>();

    private UsageCalculation(Instant now, List<Day> days) {
        this.now = now;
        // A day can be without length: where a region moved across the date line.
        days.stream().filter(day -> !day.bounds.isEmpty()).forEach(day -> daysByEnd.put(day.bounds.end(), day));
    }

    /**
     * Calculates.
     *
     * @param from the first day
     * @param to the last day, itself included
     */
    public static Usage of(Stream<Viewing> viewings, LocalDate from, LocalDate to, ViewingDays days, Instant now) {
        List<Day> watched = from.datesUntil(to.plusDays(1))
                .map(date -> new Day(date, Interval.of(date, days)))
                .toList();
        viewings.forEach(new UsageCalculation(now, watched)::add);
        return new Usage(days.zone(), now, watched.stream().map(Day::usage).toList());
    }

    private void add(Viewing viewing) {
        Interval interval = Interval.of(viewing, now);
        for (Day day : daysByEnd.tailMap(interval.start(), false).values()) {
            if (!interval.overlaps(day.bounds)) {
                return;
            }
            day.add(viewing, interval);
        }
    }

    private static final class Day {

        private final LocalDate date;
        private final Interval bounds;
        private final List<Interval> intervals = new ArrayList<>();
        private final SortedMap<String, Service> services = new TreeMap<>();

        Day(LocalDate date, Interval bounds) {
            this.date = date;
            this.bounds = bounds;
        }

        void add(Viewing viewing, Interval interval) {
            Interval here = interval.within(bounds);
            boolean startedHere = bounds.contains(interval.start());
            intervals.add(here);
            services.computeIfAbsent(viewing.serviceId(), key -> new Service()).add(viewing, here, startedHere);
        }

        DayUsage usage() {
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
            Duration screenTime = devices.size() == 1
                    ? watched
                    : Interval.union(devices.values().stream()
                            .flatMap(Collection::stream)
                            .toList());
            return new ServiceUsage(watched, screenTime, viewings, byDevice);
        }
    }
}
