package io.gatekeeper.db.store;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Observes every call by the name of its operation, and never by a user, a device or a service: those are too many. */
final class ObservedRepository extends InterceptedRepository {

    private static final String NAME = "gatekeeper.viewings";

    private final ViewRecordRepository repository;
    private final ObservationRegistry registry;

    ObservedRepository(ViewRecordRepository repository, ViewingDays days, Clock clock, ObservationRegistry registry) {
        super(days, clock);
        this.repository = repository;
        this.registry = registry;
    }

    /** Leaves the rest to the hook of an intercepted repository, so that arguments are checked once. */
    @Override
    protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
        return Observation.createNotStarted(NAME, registry)
                .contextualName(NAME + "." + operation)
                .lowCardinalityKeyValue("operation", operation)
                .observe(() -> repository instanceof InterceptedRepository inner
                        ? inner.intercept(operation, empty, call)
                        : call.apply(repository));
    }
}
