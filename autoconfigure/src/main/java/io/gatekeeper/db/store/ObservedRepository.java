package io.gatekeeper.db.store;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Observes every call by the name of its operation, and never by a user, a device or a service: those are too many. */
final class ObservedRepository implements ViewRecordRepository {

    private static final String NAME = "gatekeeper.viewings";
    private static final String OPERATION = "operation";

    private final ViewRecordRepository repository;
    private final ObservationRegistry registry;

    ObservedRepository(ViewRecordRepository repository, ObservationRegistry registry) {
        this.repository = repository;
        this.registry = registry;
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        return observe("append", () -> repository.append(viewing));
    }

    @Override
    public List<Viewing> appendAll(List<NewViewing> viewings) {
        return observe("append-all", () -> repository.appendAll(viewings));
    }

    @Override
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return observe("close", () -> repository.close(userId, clientId, serviceId));
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        return observe("close-all", () -> repository.closeAll(clientId));
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        return observe("close-all", () -> repository.closeAll(clientId, serviceId));
    }

    @Override
    public List<Viewing> closeOverdue() {
        return observe("close-overdue", repository::closeOverdue);
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        return observe("find-latest", () -> repository.findLatest(userId, serviceId));
    }

    @Override
    public List<Viewing> findOpen() {
        return observe("find-open", repository::findOpen);
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        return observe("find-between", () -> repository.findBetween(userId, from, to));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId) {
        return observe("seconds-today", () -> repository.secondsToday(userId));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return observe("seconds-today", () -> repository.secondsToday(userId, clientId));
    }

    @Override
    public Usage usage(UsageQuery query) {
        return observe("usage", () -> repository.usage(query));
    }

    @Override
    public Optional<Viewing> close(Viewing viewing) {
        return observe("close", () -> repository.close(viewing));
    }

    @Override
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return observe("extend", () -> repository.extend(userId, clientId, serviceId, by));
    }

    @Override
    public List<Viewing> closeOverdue(Duration longest) {
        return observe("close-overdue", () -> repository.closeOverdue(longest));
    }

    @Override
    public List<String> findUsers(@Nullable String after, int atMost) {
        return observe("find-users", () -> repository.findUsers(after, atMost));
    }

    @Override
    public SortedMap<String, String> findDevices(String userId) {
        return observe("find-devices", () -> repository.findDevices(userId));
    }

    @Override
    public int prune(Instant endedBefore) {
        return observe("prune", () -> repository.prune(endedBefore));
    }

    @Override
    public boolean deleteUser(String userId) {
        return observe("delete-user", () -> repository.deleteUser(userId));
    }

    private <T> T observe(String operation, Supplier<T> call) {
        return Observation.createNotStarted(NAME, registry)
                .contextualName(NAME + "." + operation)
                .lowCardinalityKeyValue(OPERATION, operation)
                .observe(call);
    }
}
