package io.gatekeeper.db.store;

import io.gatekeeper.db.ViewRecordRepository;
import java.time.Clock;
import java.util.function.Function;

/** Makes every call, once its arguments are checked. */
final class CheckedRepository extends InterceptedRepository {

    private final ViewRecordRepository repository;

    CheckedRepository(ViewRecordRepository repository, Clock clock) {
        super(clock);
        this.repository = repository;
    }

    @Override
    protected <T> T intercept(String operation, Function<ViewRecordRepository, T> call) {
        return call.apply(repository);
    }
}
