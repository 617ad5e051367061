package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The repository as a list in memory: slow, obvious, and without a line in common with the real one. */
final class ModelRepository implements ViewRecordRepository {

    private final List<Viewing> viewings = new ArrayList<>();
    private final Clock clock;
    private final ZoneId zone;
    private final LocalTime dayStart;

    ModelRepository(Clock clock, String zone, String dayStart) {
        this.clock = clock;
        this.zone = ZoneId.of(zone);
        this.dayStart = LocalTime.parse(dayStart);
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        Instant start = Objects.requireNonNullElse(viewing.startedAt(), clock.instant());
        Optional<Viewing> stored = viewings.stream()
                .filter(other -> isOf(other, viewing.userId(), viewing.clientId(), viewing.serviceId()))
                .filter(other -> other.startedAt().equals(start))
                .findFirst();
        if (stored.isPresent()) {
            return stored.map(
                    found -> found.isOpen() && viewing.endedAt() != null ? end(found, viewing.endedAt()) : found);
        }
        Viewing appended = new Viewing(
                viewing.userId(),
                viewing.clientId(),
                Objects.requireNonNull(viewing.deviceName()),
                viewing.serviceId(),
                start,
                viewing.requested(),
                null,
                null);
        viewings.add(appended);
        return Optional.of(viewing.endedAt() == null ? appended : end(appended, viewing.endedAt()));
    }

    @Override
    public List<Viewing> appendAll(List<NewViewing> several) {
        return several.stream().map(viewing -> append(viewing).orElseThrow()).toList();
    }

    @Override
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return latestOpen(userId, clientId, serviceId).map(viewing -> end(viewing, clock.instant()));
    }

    @Override
    public Optional<Viewing> close(Viewing viewing) {
        return viewings.stream()
                .filter(stored -> isSame(stored, viewing))
                .findFirst()
                .map(stored -> stored.isOpen() ? end(stored, clock.instant()) : stored);
    }

    @Override
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return latestOpen(userId, clientId, serviceId)
                .filter(viewing -> viewing.dueAt().isPresent())
                .map(viewing -> replace(
                        viewing,
                        new Viewing(
                                userId,
                                clientId,
                                viewing.deviceName(),
                                serviceId,
                                viewing.startedAt(),
                                Duration.between(
                                                viewing.startedAt(),
                                                viewing.dueAt().orElseThrow())
                                        .plus(by),
                                null,
                                null)));
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        return endAll(viewing -> viewing.clientId().equals(clientId), viewing -> clock.instant());
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        return endAll(
                viewing -> viewing.clientId().equals(clientId)
                        && viewing.serviceId().equals(serviceId),
                viewing -> clock.instant());
    }

    @Override
    public List<Viewing> closeOverdue() {
        return endAll(
                viewing -> viewing.dueAt()
                        .map(due -> !due.isAfter(clock.instant()))
                        .orElse(false),
                viewing -> viewing.dueAt().orElseThrow());
    }

    @Override
    public List<Viewing> closeOverdue(Duration longest) {
        Function<Viewing, Instant> end =
                viewing -> viewing.dueAt().orElseGet(() -> viewing.startedAt().plus(longest));
        return endAll(viewing -> !end.apply(viewing).isAfter(clock.instant()), end);
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        List<Viewing> ofService = sorted(viewings.stream()
                .filter(viewing ->
                        viewing.userId().equals(userId) && viewing.serviceId().equals(serviceId))
                .filter(this::hasBegun));
        return ofService.stream()
                .filter(viewing -> dayOf(viewing.startedAt())
                        .equals(dayOf(ofService.get(ofService.size() - 1).startedAt())))
                .toList();
    }

    @Override
    public List<Viewing> findOpen() {
        return sorted(viewings.stream().filter(Viewing::isOpen));
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        return sorted(viewings.stream()
                .filter(viewing -> viewing.userId().equals(userId))
                .filter(viewing -> viewing.startedAt().isBefore(to))
                .filter(viewing ->
                        reach(viewing).isAfter(from) || viewing.startedAt().equals(from)));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId) {
        return secondsToday(userId, viewing -> true);
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return secondsToday(userId, viewing -> viewing.clientId().equals(clientId));
    }

    @Override
    public Usage usage(UsageQuery query) {
        List<Viewing> asked = viewings.stream()
                .filter(viewing -> viewing.userId().equals(query.userId()))
                .filter(viewing ->
                        query.clientId() == null || viewing.clientId().equals(query.clientId()))
                .filter(viewing -> query.includeOpen() || !viewing.isOpen())
                .toList();
        return new Usage(
                zone,
                clock.instant(),
                query.from()
                        .datesUntil(query.to().plusDays(1))
                        .map(date -> day(date, asked))
                        .toList());
    }

    @Override
    public List<String> findUsers(@Nullable String after, int atMost) {
        return viewings.stream()
                .map(Viewing::userId)
                .filter(user -> after == null || user.compareTo(after) > 0)
                .distinct()
                .sorted()
                .limit(atMost)
                .toList();
    }

    @Override
    public SortedMap<String, String> findDevices(String userId) {
        SortedMap<String, String> names = new TreeMap<>();
        sorted(viewings.stream().filter(viewing -> viewing.userId().equals(userId)))
                .forEach(viewing -> names.put(viewing.clientId(), viewing.deviceName()));
        return names;
    }

    @Override
    public int prune(Instant endedBefore) {
        int before = viewings.size();
        viewings.removeIf(
                viewing -> viewing.endedAt() != null && viewing.endedAt().isBefore(endedBefore));
        return before - viewings.size();
    }

    @Override
    public boolean deleteUser(String userId) {
        return viewings.removeIf(viewing -> viewing.userId().equals(userId));
    }

    private SortedMap<String, Long> secondsToday(String userId, Predicate<Viewing> wanted) {
        SortedMap<String, Long> seconds = new TreeMap<>();
        for (Viewing viewing : viewings) {
            if (viewing.userId().equals(userId)
                    && wanted.test(viewing)
                    && viewing.endedAt() != null
                    && dayOf(viewing.endedAt()).equals(dayOf(clock.instant()))
                    && viewing.watched() != null
                    && viewing.watched().toSeconds() > 0) {
                seconds.merge(viewing.serviceId(), viewing.watched().toSeconds(), Long::sum);
            }
        }
        return seconds;
    }

    private DayUsage day(LocalDate date, List<Viewing> asked) {
        List<Viewing> today = asked.stream()
                .filter(viewing -> dayOf(viewing.startedAt()).equals(date)
                        || covered(date, List.of(viewing)).compareTo(Duration.ZERO) > 0)
                .toList();
        SortedMap<String, ServiceUsage> services = new TreeMap<>();
        for (String service : today.stream().map(Viewing::serviceId).distinct().toList()) {
            services.put(
                    service,
                    service(
                            date,
                            today.stream()
                                    .filter(viewing -> viewing.serviceId().equals(service))
                                    .toList()));
        }
        return new DayUsage(date, covered(date, today), services);
    }

    private ServiceUsage service(LocalDate date, List<Viewing> ofService) {
        SortedMap<String, Duration> devices = new TreeMap<>();
        for (String device :
                ofService.stream().map(Viewing::clientId).distinct().toList()) {
            devices.put(
                    device,
                    covered(
                            date,
                            ofService.stream()
                                    .filter(viewing -> viewing.clientId().equals(device))
                                    .toList()));
        }
        return new ServiceUsage(
                devices.values().stream().reduce(Duration.ZERO, Duration::plus),
                covered(date, ofService),
                (int) ofService.stream()
                        .filter(viewing -> dayOf(viewing.startedAt()).equals(date))
                        .count(),
                devices);
    }

    /** Cuts the day wherever anything begins or ends, and adds up the pieces in which anything is watched. */
    private Duration covered(LocalDate date, List<Viewing> watched) {
        Instant from = startOf(date);
        Instant to = startOf(date.plusDays(1));
        TreeSet<Instant> cuts = new TreeSet<>(List.of(from, to));
        watched.forEach(viewing -> cuts.addAll(List.of(viewing.startedAt(), reach(viewing))));
        Duration covered = Duration.ZERO;
        for (Instant piece : cuts.subSet(from, to)) {
            if (watched.stream()
                    .anyMatch(viewing -> !viewing.startedAt().isAfter(piece)
                            && reach(viewing).isAfter(piece))) {
                covered = covered.plus(Duration.between(piece, Objects.requireNonNull(cuts.higher(piece))));
            }
        }
        return covered;
    }

    private Instant reach(Viewing viewing) {
        Optional<Instant> end = viewing.isOpen() ? viewing.dueAt() : Optional.ofNullable(viewing.endedAt());
        Instant reach = Stream.concat(Stream.of(clock.instant()), end.stream())
                .min(Comparator.naturalOrder())
                .orElseThrow();
        return reach.isBefore(viewing.startedAt()) ? viewing.startedAt() : reach;
    }

    private List<Viewing> endAll(Predicate<Viewing> wanted, Function<Viewing, Instant> end) {
        List<Viewing> open =
                viewings.stream().filter(Viewing::isOpen).filter(wanted).toList();
        return sorted(open.stream().map(viewing -> end(viewing, end.apply(viewing))));
    }

    private Viewing end(Viewing viewing, Instant moment) {
        Instant end = moment.isBefore(viewing.startedAt()) ? viewing.startedAt() : moment;
        Viewing ended = new Viewing(
                viewing.userId(),
                viewing.clientId(),
                viewing.deviceName(),
                viewing.serviceId(),
                viewing.startedAt(),
                viewing.requested(),
                end,
                Duration.ofSeconds(Duration.between(viewing.startedAt(), end).toSeconds()));
        return replace(viewing, ended);
    }

    private Viewing replace(Viewing viewing, Viewing changed) {
        viewings.set(viewings.indexOf(viewing), changed);
        return changed;
    }

    private Optional<Viewing> latestOpen(String userId, String clientId, String serviceId) {
        return viewings.stream()
                .filter(viewing -> viewing.isOpen() && isOf(viewing, userId, clientId, serviceId))
                .max(Comparator.comparing(this::hasBegun).thenComparing(Viewing::startedAt));
    }

    private boolean hasBegun(Viewing viewing) {
        return !viewing.startedAt().isAfter(clock.instant().plusSeconds(60));
    }

    private static boolean isSame(Viewing one, Viewing other) {
        return isOf(one, other.userId(), other.clientId(), other.serviceId())
                && one.startedAt().equals(other.startedAt());
    }

    private Instant startOf(LocalDate date) {
        return ZonedDateTime.of(date, dayStart, zone).toInstant();
    }

    private LocalDate dayOf(Instant instant) {
        return LocalDate.ofInstant(instant, zone)
                .minusDays(3)
                .datesUntil(LocalDate.ofInstant(instant, zone).plusDays(3))
                .filter(date -> !instant.isBefore(startOf(date)) && instant.isBefore(startOf(date.plusDays(1))))
                .findFirst()
                .orElseThrow();
    }

    private static boolean isOf(Viewing viewing, String userId, String clientId, String serviceId) {
        return viewing.userId().equals(userId)
                && viewing.clientId().equals(clientId)
                && viewing.serviceId().equals(serviceId);
    }

    private static List<Viewing> sorted(Stream<Viewing> viewings) {
        return viewings.sorted(Comparator.comparing(Viewing::startedAt)
                        .thenComparing(Viewing::userId)
                        .thenComparing(Viewing::clientId)
                        .thenComparing(Viewing::serviceId))
                .toList();
    }
}
