package io.gatekeeper.db.store;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Records nothing and holds nothing, but checks arguments; for an application in which recording is switched off. */
final class RecordingOffRepository extends InterceptedRepository {

    private final ViewRecordRepository nothing;

    RecordingOffRepository(ViewingDays days, Clock clock) {
        super(days, clock);
        nothing = new InterceptedRepository(days, clock) {
            @Override
            protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
                return empty.get();
            }
        };
    }

    @Override
    protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
        return call.apply(nothing);
    }
}
