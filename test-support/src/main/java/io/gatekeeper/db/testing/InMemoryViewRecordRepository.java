package io.gatekeeper.db.testing;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.sql.StorableText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
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
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Viewings in memory, for unit tests without a database. It answers as the repository on PostgreSQL does, and refuses what
 * that refuses: the same tests say so of both. What it lacks is transactions; a rollback undoes nothing here.
 *
 * <p>Thread-safe, slow and obvious, and without a line in common with the repository on PostgreSQL.
 */
public final class InMemoryViewRecordRepository implements ViewRecordRepository, ViewingCorrections {

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
        several.forEach(viewing -> check(viewing, now));
        List<Viewing> earlier = List.copyOf(viewings);
        return several.stream()
                .map(viewing -> viewing.startedAt() == null ? viewing.startingAt(now) : viewing)
                .map(viewing -> ended(find(viewing).orElseGet(() -> add(viewing, earlier)), viewing.endedAt()))
                .toList();
    }

    @Override
    public synchronized Optional<Viewing> close(String userId, String clientId, String serviceId) {
        StorableText.key("userId", userId);
        StorableText.key("clientId", clientId);
        StorableText.key("serviceId", serviceId);
        Instant now = now();
        return latestOpen(userId, clientId, serviceId, now).map(viewing -> endAt(viewing, now));
    }

    @Override
    public synchronized Optional<Viewing> close(Viewing viewing) {
        Instant now = now();
        return find(identified(viewing)).map(stored -> ended(stored, now));
    }

    @Override
    public synchronized Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        StorableText.key("userId", userId);
        StorableText.key("clientId", clientId);
        StorableText.key("serviceId", serviceId);
        if (by.compareTo(Duration.ofMinutes(1)) < 0
                || by.toNanos() % Duration.ofMinutes(1).toNanos() != 0) {
            throw new IllegalArgumentException("by must be whole minutes, at least 1, was: " + by);
        }
        return latestOpen(userId, clientId, serviceId, now())
                .filter(viewing -> viewing.requested() != null)
                .map(viewing -> replace(
                        viewing,
                        new Viewing(
                                userId,
                                clientId,
                                viewing.deviceName(),
                                serviceId,
                                viewing.startedAt(),
                                by.plus(Objects.requireNonNull(viewing.requested())),
                                null,
                                null)));
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
    public List<Viewing> closeOverdue(Duration longest) {
        if (longest.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("longest must be positive, was: " + longest);
        }
        Instant now = now();
        Function<Viewing, Instant> end =
                viewing -> viewing.dueAt().orElseGet(() -> viewing.startedAt().plus(longest));
        return endAll(viewing -> !end.apply(viewing).isAfter(now), end);
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        StorableText.key("userId", userId);
        StorableText.key("serviceId", serviceId);
        Instant now = now();
        List<Viewing> found = find(viewing ->
                viewing.userId().equals(userId) && viewing.serviceId().equals(serviceId) && hasBegun(viewing, now));
        Instant latest = found.isEmpty() ? now : found.get(found.size() - 1).startedAt();
        Predicate<Instant> onThatDay = days.on(days.dayOf(latest));
        return found.stream()
                .filter(viewing -> onThatDay.test(viewing.startedAt()))
                .toList();
    }

    @Override
    public List<Viewing> findOpen() {
        return find(Viewing::isOpen);
    }

    @Override
    public void forEachOpen(Consumer<Viewing> action) {
        findOpen().forEach(action);
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
    public List<String> findUsers(@Nullable String after, int atMost) {
        if (atMost < 1 || atMost > 10_000) {
            throw new IllegalArgumentException("atMost must lie between 1 and 10000, was: " + atMost);
        }
        return find(viewing -> after == null || viewing.userId().compareTo(after) > 0).stream()
                .map(Viewing::userId)
                .distinct()
                .sorted()
                .limit(atMost)
                .toList();
    }

    @Override
    public SortedMap<String, String> findDevices(String userId) {
        StorableText.key("userId", userId);
        SortedMap<String, String> names = new TreeMap<>();
        find(viewing -> viewing.userId().equals(userId))
                .forEach(viewing -> names.put(viewing.clientId(), viewing.deviceName()));
        return Collections.unmodifiableSortedMap(names);
    }

    @Override
    public synchronized Optional<Viewing> end(Viewing viewing, Instant endedAt) {
        Instant end = endedAt.truncatedTo(ChronoUnit.MICROS);
        if (end.isBefore(viewing.startedAt()) || end.isAfter(now())) {
            throw new IllegalArgumentException("endedAt must lie between the viewing's start and now, was: " + end);
        }
        return find(identified(viewing)).map(stored -> endAt(stored, end));
    }

    @Override
    public synchronized boolean delete(Viewing viewing) {
        Viewing identified = identified(viewing);
        return viewings.removeIf(stored -> isSame(stored, identified));
    }

    @Override
    public synchronized int moveUser(String fromUserId, String toUserId) {
        StorableText.key("fromUserId", fromUserId);
        return move(
                viewing -> viewing.userId().equals(fromUserId),
                viewing -> with(viewing, StorableText.key("toUserId", toUserId), viewing.clientId()),
                fromUserId.equals(toUserId));
    }

    @Override
    public synchronized int moveDevice(String userId, String fromClientId, String toClientId) {
        StorableText.key("userId", userId);
        StorableText.key("fromClientId", fromClientId);
        return move(
                viewing -> viewing.userId().equals(userId) && viewing.clientId().equals(fromClientId),
                viewing -> with(viewing, userId, StorableText.key("toClientId", toClientId)),
                fromClientId.equals(toClientId));
    }

    /** Takes out what is moved, and puts it back as another's; what that one has, too, stays away or ends it. */
    private int move(Predicate<Viewing> source, Function<Viewing, Viewing> moved, boolean toItself) {
        if (toItself) {
            throw new IllegalArgumentException("the id to move to must be another one");
        }
        List<Viewing> sources = find(source);
        viewings.removeIf(source);
        int count = 0;
        for (Viewing viewing : sources) {
            Viewing target = moved.apply(viewing);
            Optional<Viewing> there = find(target);
            if (there.isPresent()) {
                there.filter(open -> open.isOpen() && !target.isOpen())
                        .ifPresent(open -> replace(open, named(target, open.deviceName())));
            } else {
                viewings.add(named(target, nameOnThatDay(target).orElse(target.deviceName())));
                count++;
            }
        }
        return count;
    }

    private Optional<String> nameOnThatDay(Viewing moved) {
        Predicate<Instant> onThatDay = days.on(days.dayOf(moved.startedAt()));
        return lastName(
                viewings,
                stored -> stored.userId().equals(moved.userId())
                        && stored.clientId().equals(moved.clientId())
                        && onThatDay.test(stored.startedAt()));
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
        Predicate<Instant> onThatDay = days.on(days.dayOf(start));
        Predicate<Viewing> ofDay = stored -> onThatDay.test(stored.startedAt());
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
                .map(viewing -> endAt(viewing, end.apply(viewing)))
                .toList();
    }

    private Optional<Viewing> latestOpen(String userId, String clientId, String serviceId, Instant now) {
        return viewings.stream()
                .filter(Viewing::isOpen)
                .filter(viewing -> isOf(viewing, userId, clientId, serviceId))
                .max(Comparator.<Viewing, Boolean>comparing(viewing -> hasBegun(viewing, now))
                        .thenComparing(OLDEST_FIRST));
    }

    private static boolean hasBegun(Viewing viewing, Instant now) {
        return !viewing.startedAt().isAfter(now.plus(NewViewing.CLOCK_TOLERANCE));
    }

    private Viewing ended(Viewing viewing, @Nullable Instant end) {
        return end == null || !viewing.isOpen() ? viewing : endAt(viewing, end);
    }

    private Viewing endAt(Viewing viewing, Instant moment) {
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
        return replace(viewing, ended);
    }

    private Viewing replace(Viewing viewing, Viewing changed) {
        viewings.set(viewings.indexOf(viewing), changed);
        return changed;
    }

    private Optional<Viewing> find(Viewing viewing) {
        return viewings.stream().filter(stored -> isSame(stored, viewing)).findFirst();
    }

    private SortedMap<String, Long> secondsToday(String userId, Predicate<Viewing> wanted) {
        StorableText.key("userId", userId);
        Predicate<Instant> today = days.on(days.dayOf(now()));
        SortedMap<String, Long> seconds = new TreeMap<>();
        for (Viewing viewing : find(wanted)) {
            if (viewing.userId().equals(userId)
                    && viewing.endedAt() != null
                    && viewing.watched() != null
                    && today.test(viewing.endedAt())
                    && viewing.watched().toSeconds() > 0) {
                seconds.merge(viewing.serviceId(), viewing.watched().toSeconds(), Long::sum);
            }
        }
        return Collections.unmodifiableSortedMap(seconds);
    }

    private static void check(NewViewing viewing, Instant now) {
        Instant start = viewing.startedAt();
        if (start != null && (start.isBefore(Instant.EPOCH) || start.isAfter(now.plus(NewViewing.CLOCK_TOLERANCE)))) {
            throw new IllegalArgumentException(
                    "startedAt must lie between 1970 and one minute from now, was: " + start);
        }
        if (viewing.endedAt() != null && viewing.endedAt().isAfter(now)) {
            throw new IllegalArgumentException("endedAt must not be after now, was: " + viewing.endedAt());
        }
    }

    private static Viewing identified(Viewing viewing) {
        StorableText.key("userId", viewing.userId());
        StorableText.key("clientId", viewing.clientId());
        StorableText.key("serviceId", viewing.serviceId());
        return viewing;
    }

    private static boolean isSame(Viewing one, Viewing other) {
        return isOf(one, other.userId(), other.clientId(), other.serviceId())
                && one.startedAt().equals(other.startedAt());
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

    private static Viewing with(Viewing viewing, String userId, String clientId) {
        return new Viewing(
                userId,
                clientId,
                viewing.deviceName(),
                viewing.serviceId(),
                viewing.startedAt(),
                viewing.requested(),
                viewing.endedAt(),
                viewing.watched());
    }
}
