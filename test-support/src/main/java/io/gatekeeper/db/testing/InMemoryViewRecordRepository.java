package io.gatekeeper.db.testing;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.sql.StorableText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Viewings in memory, for unit tests without a database. It answers as the repository on PostgreSQL does, and refuses what
 * that refuses: the same tests say so of both. What it lacks is transactions; a rollback undoes nothing here.
 *
 * <p>Thread-safe, slow and obvious, and without a line in common with the repository on PostgreSQL.
 */
public final class InMemoryViewRecordRepository implements ViewRecordRepository {

    private static final Comparator<Viewing> OLDEST_FIRST = Comparator.comparing(Viewing::startedAt)
            .thenComparing(Viewing::userId)
            .thenComparing(Viewing::clientId)
            .thenComparing(Viewing::serviceId);

    private final List<Viewing> viewings = new ArrayList<>();
    private final Clock clock;
    private final InMemoryDays days;

    /**
     * Creates an empty repository whose days are those of UTC.
     *
     * @param clock the only source of time, such as a {@link SettableClock}
     */
    public InMemoryViewRecordRepository(Clock clock) {
        this(clock, ZoneId.of("UTC"), LocalTime.MIDNIGHT);
    }

    /**
     * Creates an empty repository.
     *
     * @param clock the only source of time, such as a {@link SettableClock}
     * @param zone the region whose days count
     * @param dayStart when a day begins there
     */
    public InMemoryViewRecordRepository(Clock clock, ZoneId zone, LocalTime dayStart) {
        this.clock = clock;
        this.days = new InMemoryDays(zone, dayStart);
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        return appendAll(List.of(viewing)).stream().findFirst();
    }

    @Override
    public synchronized List<Viewing> appendAll(List<NewViewing> several) {
        Instant now = now();
        several.forEach(viewing -> checkStart(viewing.startedAt(), now));
        List<Viewing> earlier = List.copyOf(viewings);
        return several.stream()
                .map(viewing -> viewing.startedAt() == null ? viewing.startingAt(now) : viewing)
                .map(viewing -> find(viewing).orElseGet(() -> add(viewing, earlier)))
                .toList();
    }

    @Override
    public synchronized Optional<Viewing> close(String userId, String clientId, String serviceId) {
        StorableText.key("userId", userId);
        StorableText.key("clientId", clientId);
        StorableText.key("serviceId", serviceId);
        Instant now = now();
        return viewings.stream()
                .filter(Viewing::isOpen)
                .filter(viewing -> isOf(viewing, userId, clientId, serviceId))
                .max(OLDEST_FIRST)
                .map(viewing -> end(viewing, now));
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        StorableText.key("clientId", clientId);
        Instant now = now();
        return endAll(viewing -> viewing.clientId().equals(clientId), viewing -> now);
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        StorableText.key("clientId", clientId);
        StorableText.key("serviceId", serviceId);
        Instant now = now();
        return endAll(viewing -> isOf(viewing, viewing.userId(), clientId, serviceId), viewing -> now);
    }

    @Override
    public List<Viewing> closeOverdue() {
        Instant now = now();
        return endAll(
                viewing -> viewing.dueAt().filter(due -> !due.isAfter(now)).isPresent(),
                viewing -> viewing.dueAt().orElseThrow());
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        StorableText.key("userId", userId);
        StorableText.key("serviceId", serviceId);
        List<Viewing> found = find(viewing ->
                viewing.userId().equals(userId) && viewing.serviceId().equals(serviceId));
        return found.stream()
                .filter(viewing -> dayOf(viewing).equals(dayOf(found.get(found.size() - 1))))
                .toList();
    }

    @Override
    public List<Viewing> findOpen() {
        return find(Viewing::isOpen);
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        StorableText.key("userId", userId);
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("from must not be after to: " + from + " > " + to);
        }
        Instant now = now();
        return find(viewing -> viewing.userId().equals(userId)
                && viewing.startedAt().isBefore(to)
                && (InMemoryUsage.end(viewing, now).isAfter(from)
                        || viewing.startedAt().equals(from)));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId) {
        return secondsToday(userId, viewing -> true);
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId, String clientId) {
        StorableText.key("clientId", clientId);
        return secondsToday(userId, viewing -> viewing.clientId().equals(clientId));
    }

    @Override
    public Usage usage(UsageQuery query) {
        InMemoryUsage usage = new InMemoryUsage(days, now());
        List<Viewing> asked = find(viewing -> viewing.userId().equals(query.userId())
                && (query.clientId() == null || viewing.clientId().equals(query.clientId()))
                && (query.includeOpen() || !viewing.isOpen()));
        return new Usage(
                days.zone(),
                usage.now(),
                query.from()
                        .datesUntil(query.to().plusDays(1))
                        .map(date -> usage.of(date, asked))
                        .toList());
    }

    @Override
    public synchronized int prune(Instant endedBefore) {
        int before = viewings.size();
        viewings.removeIf(
                viewing -> viewing.endedAt() != null && viewing.endedAt().isBefore(endedBefore));
        return before - viewings.size();
    }

    @Override
    public synchronized boolean deleteUser(String userId) {
        StorableText.key("userId", userId);
        return viewings.removeIf(viewing -> viewing.userId().equals(userId));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private LocalDate dayOf(Viewing viewing) {
        return days.dayOf(viewing.startedAt());
    }

    private synchronized List<Viewing> find(Predicate<Viewing> wanted) {
        return viewings.stream().filter(wanted).sorted(OLDEST_FIRST).toList();
    }

    private Optional<Viewing> find(NewViewing viewing) {
        return viewings.stream()
                .filter(stored -> isOf(stored, viewing.userId(), viewing.clientId(), viewing.serviceId()))
                .filter(stored -> stored.startedAt().equals(viewing.startedAt()))
                .findFirst();
    }

    /** A device has one name a day; a name that is given holds for all of its day's viewings, those before as well. */
    private Viewing add(NewViewing viewing, List<Viewing> earlier) {
        Instant start = Objects.requireNonNull(viewing.startedAt());
        Predicate<Viewing> ofDevice = stored ->
                stored.userId().equals(viewing.userId()) && stored.clientId().equals(viewing.clientId());
        Predicate<Viewing> ofDay = stored -> dayOf(stored).equals(days.dayOf(start));
        String name = Optional.ofNullable(viewing.deviceName())
                .filter(given -> !given.isBlank())
                .or(() -> lastName(viewings, ofDevice.and(ofDay)))
                .or(() -> lastName(earlier, ofDevice))
                .orElse(viewing.clientId());
        viewings.add(new Viewing(
                viewing.userId(),
                viewing.clientId(),
                name,
                viewing.serviceId(),
                start,
                viewing.requested(),
                null,
                null));
        viewings.replaceAll(stored -> ofDevice.and(ofDay).test(stored) ? named(stored, name) : stored);
        return viewings.get(viewings.size() - 1);
    }

    private static Optional<String> lastName(List<Viewing> viewings, Predicate<Viewing> wanted) {
        return viewings.stream().filter(wanted).max(OLDEST_FIRST).map(Viewing::deviceName);
    }

    private synchronized List<Viewing> endAll(Predicate<Viewing> wanted, Function<Viewing, Instant> end) {
        return find(wanted.and(Viewing::isOpen)).stream()
                .map(viewing -> end(viewing, end.apply(viewing)))
                .toList();
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
                Duration.between(viewing.startedAt(), end).truncatedTo(ChronoUnit.SECONDS));
        viewings.set(viewings.indexOf(viewing), ended);
        return ended;
    }

    private SortedMap<String, Long> secondsToday(String userId, Predicate<Viewing> wanted) {
        StorableText.key("userId", userId);
        LocalDate today = days.dayOf(now());
        SortedMap<String, Long> seconds = new TreeMap<>();
        for (Viewing viewing : find(wanted)) {
            if (viewing.userId().equals(userId)
                    && viewing.endedAt() != null
                    && viewing.watched() != null
                    && days.dayOf(viewing.endedAt()).equals(today)
                    && viewing.watched().toSeconds() > 0) {
                seconds.merge(viewing.serviceId(), viewing.watched().toSeconds(), Long::sum);
            }
        }
        return Collections.unmodifiableSortedMap(seconds);
    }

    private static void checkStart(@Nullable Instant start, Instant now) {
        if (start != null && (start.isBefore(Instant.EPOCH) || start.isAfter(now.plusSeconds(60)))) {
            throw new IllegalArgumentException("startedAt must lie between 1970 and one minute from now: " + start);
        }
    }

    private static boolean isOf(Viewing viewing, String userId, String clientId, String serviceId) {
        return viewing.userId().equals(userId)
                && viewing.clientId().equals(clientId)
                && viewing.serviceId().equals(serviceId);
    }

    private static Viewing named(Viewing viewing, String deviceName) {
        return new Viewing(
                viewing.userId(),
                viewing.clientId(),
                deviceName,
                viewing.serviceId(),
                viewing.startedAt(),
                viewing.requested(),
                viewing.endedAt(),
                viewing.watched());
    }
}
