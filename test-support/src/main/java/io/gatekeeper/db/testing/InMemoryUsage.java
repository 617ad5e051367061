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
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** How long was watched up to now: cuts a day wherever anything begins or ends, and looks at each piece. */
record InMemoryUsage(InMemoryDays days, Instant now) {

    /** When a viewing ended; an open one reaches to now, or to its due time if that is earlier. */
    static Instant end(Viewing viewing, Instant now) {
        if (viewing.endedAt() != null) {
            return viewing.endedAt();
        }
        Instant end = viewing.dueAt().filter(now::isAfter).orElse(now);
        return end.isBefore(viewing.startedAt()) ? viewing.startedAt() : end;
    }

    DayUsage of(LocalDate date, List<Viewing> viewings) {
        List<Viewing> watched = viewings.stream()
                .filter(viewing -> startedOn(date, viewing)
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
                (int) watched.stream()
                        .filter(viewing -> startedOn(date, viewing))
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

    private boolean startedOn(LocalDate date, Viewing viewing) {
        return days.dayOf(viewing.startedAt()).equals(date);
    }

    private boolean holds(Viewing viewing, Instant instant) {
        return !viewing.startedAt().isAfter(instant) && end(viewing, now).isAfter(instant);
    }
}
