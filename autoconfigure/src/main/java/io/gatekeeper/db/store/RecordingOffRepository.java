package io.gatekeeper.db.store;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.time.RecordedTimes;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

/** Records nothing and holds nothing, but checks arguments; for an application in which recording is switched off. */
final class RecordingOffRepository extends InterceptedRepository {

    private final ViewRecordRepository nothing;
    private final Clock clock;

    RecordingOffRepository(ViewingDays days, Clock clock) {
        super(days, clock);
        this.clock = clock;
        this.nothing = new InterceptedRepository(days, clock) {
            @Override
            protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
                return empty.get();
            }
        };
    }

    @Override
    protected void checkTimes(List<NewViewing> viewings) {
        Instant now = clock.instant();
        viewings.forEach(viewing -> RecordedTimes.check(viewing, now));
    }

    @Override
    protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
        return call.apply(nothing);
    }
}
