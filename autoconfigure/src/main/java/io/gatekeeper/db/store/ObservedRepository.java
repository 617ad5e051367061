package io.gatekeeper.db.store;

import io.gatekeeper.db.ViewRecordRepository;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Function;

/** Observes every call by the name of its operation, and never by a user, a device or a service: those are too many. */
final class ObservedRepository extends InterceptedRepository {

    private static final String NAME = "gatekeeper.viewings";
    private static final String OPERATION = "operation";

    private final InterceptedRepository repository;
    private final ObservationRegistry registry;

    ObservedRepository(InterceptedRepository repository, ObservationRegistry registry) {
        super(repository.clock);
        this.repository = repository;
        this.registry = registry;
    }

    @Override
    protected <T> T intercept(String operation, Function<ViewRecordRepository, T> call) {
        return Observation.createNotStarted(NAME, registry)
                .contextualName(NAME + "." + operation)
                .lowCardinalityKeyValue(OPERATION, operation)
                .observe(() -> repository.intercept(operation, call));
    }
}
