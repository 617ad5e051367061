package io.gatekeeper.db.testing;

import static java.util.stream.Collectors.groupingBy;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;

/** How long was watched up to now: cuts a day wherever anything begins or ends, and looks at each piece. */
record InMemoryUsage(InMemoryDays days, Instant now) {

    /** How far a viewing has come by now; an open one reaches to its due time at most. */
    static Instant end(Viewing viewing, Instant now) {
        Optional<Instant> last = viewing.isOpen() ? viewing.dueAt() : Optional.ofNullable(viewing.endedAt());
        Instant end = last.filter(now::isAfter).orElse(now);
        return end.isBefore(viewing.startedAt()) ? viewing.startedAt() : end;
    }

    DayUsage of(LocalDate date, List<Viewing> viewings) {
        Predicate<Instant> onThatDay = days.on(date);
        List<Viewing> watched = viewings.stream()
                .filter(viewing -> onThatDay.test(viewing.startedAt())
                        || !covered(date, List.of(viewing)).isZero())
                .toList();
        SortedMap<String, ServiceUsage> services = new TreeMap<>();
        watched.stream()
                .collect(groupingBy(Viewing::serviceId))
                .forEach((service, those) -> services.put(service, ofService(date, those)));
        return new DayUsage(date, covered(date, watched), services);
    }

    private ServiceUsage ofService(LocalDate date, List<Viewing> watched) {
        SortedMap<String, Duration> devices = new TreeMap<>();
        watched.stream()
                .collect(groupingBy(Viewing::clientId))
                .forEach((device, those) -> devices.put(device, covered(date, those)));
        return new ServiceUsage(
                devices.values().stream().reduce(Duration.ZERO, Duration::plus),
                covered(date, watched),
                (int) watched.stream()
                        .map(Viewing::startedAt)
                        .filter(days.on(date))
                        .count(),
                devices);
    }

    private Duration covered(LocalDate date, List<Viewing> watched) {
        TreeSet<Instant> cuts = new TreeSet<>(List.of(days.startOf(date), days.endOf(date)));
        watched.forEach(viewing -> cuts.addAll(List.of(viewing.startedAt(), end(viewing, now))));
        return cuts.subSet(days.startOf(date), days.endOf(date)).stream()
                .filter(piece -> watched.stream().anyMatch(viewing -> holds(viewing, piece)))
                .map(piece -> Duration.between(piece, Objects.requireNonNull(cuts.higher(piece))))
                .reduce(Duration.ZERO, Duration::plus);
    }

    private boolean holds(Viewing viewing, Instant instant) {
        return !viewing.startedAt().isAfter(instant) && end(viewing, now).isAfter(instant);
    }
}
