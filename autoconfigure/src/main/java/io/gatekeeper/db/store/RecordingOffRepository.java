package io.gatekeeper.db.store;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.time.UsageCalculation;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records nothing and holds nothing: where recording is switched off, and while the database is unavailable. */
final class RecordingOffRepository implements ViewRecordRepository {

    private final ViewingDays days;
    private final Clock clock;

    RecordingOffRepository(ViewingDays days, Clock clock) {
        this.days = days;
        this.clock = clock;
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        return Optional.empty();
    }

    @Override
    public List<Viewing> appendAll(List<NewViewing> viewings) {
        return List.of();
    }

    @Override
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return Optional.empty();
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        return List.of();
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        return List.of();
    }

    @Override
    public List<Viewing> closeOverdue() {
        return List.of();
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        return List.of();
    }

    @Override
    public List<Viewing> findOpen() {
        return List.of();
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        return List.of();
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId) {
        return Collections.emptySortedMap();
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return Collections.emptySortedMap();
    }

    @Override
    public Usage usage(UsageQuery query) {
        return UsageCalculation.of(Stream.empty(), query.from(), query.to(), days, clock.instant());
    }

    @Override
    public Optional<Viewing> close(Viewing viewing) {
        return Optional.empty();
    }

    @Override
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return Optional.empty();
    }

    @Override
    public List<Viewing> closeOverdue(Duration longest) {
        return List.of();
    }

    @Override
    public List<String> findUsers(@Nullable String after, int atMost) {
        return List.of();
    }

    @Override
    public SortedMap<String, String> findDevices(String userId) {
        return Collections.emptySortedMap();
    }

    @Override
    public int prune(Instant endedBefore) {
        return 0;
    }

    @Override
    public boolean deleteUser(String userId) {
        return false;
    }
}
