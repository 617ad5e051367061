package io.gatekeeper.db.store;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.sql.StorableText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Function;

/**
 * Forwards every call through one hook, with its arguments checked on the way: every variant accepts the same. Where one
 * stands around another it hands the call to that one's hook, so that arguments are checked once.
 */
abstract class InterceptedRepository implements ViewRecordRepository {

    /** How far ahead of ours the clock of a caller that sets the start may be. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    final Clock clock;

    InterceptedRepository(Clock clock) {
        this.clock = clock;
    }

    /**
     * Makes a call, or whatever is done instead.
     *
     * @param operation the name of the operation
     * @param call checks the arguments and calls the repository that it is given
     * @return what the caller gets
     */
    protected abstract <T> T intercept(String operation, Function<ViewRecordRepository, T> call);

    @Override
    public final Optional<Viewing> append(NewViewing viewing) {
        return intercept("append", to -> to.append(startable(viewing)));
    }

    @Override
    public final List<Viewing> appendAll(List<NewViewing> viewings) {
        return intercept("append-all", to -> to.appendAll(startable(viewings)));
    }

    @Override
    public final Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return intercept("close", to -> to.close(user(userId), client(clientId), service(serviceId)));
    }

    @Override
    public final List<Viewing> closeAll(String clientId) {
        return intercept("close-all", to -> to.closeAll(client(clientId)));
    }

    @Override
    public final List<Viewing> closeAll(String clientId, String serviceId) {
        return intercept("close-all", to -> to.closeAll(client(clientId), service(serviceId)));
    }

    @Override
    public final List<Viewing> closeOverdue() {
        return intercept("close-overdue", ViewRecordRepository::closeOverdue);
    }

    @Override
    public final List<Viewing> findLatest(String userId, String serviceId) {
        return intercept("find-latest", to -> to.findLatest(user(userId), service(serviceId)));
    }

    @Override
    public final List<Viewing> findOpen() {
        return intercept("find-open", ViewRecordRepository::findOpen);
    }

    @Override
    public final List<Viewing> findBetween(String userId, Instant from, Instant to) {
        return intercept("find-between", at -> at.findBetween(user(userId), from, notBefore(from, to)));
    }

    @Override
    public final SortedMap<String, Long> secondsToday(String userId) {
        return intercept("seconds-today", to -> to.secondsToday(user(userId)));
    }

    @Override
    public final SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return intercept("seconds-today", to -> to.secondsToday(user(userId), client(clientId)));
    }

    @Override
    public final Usage usage(UsageQuery query) {
        return intercept("usage", to -> to.usage(query));
    }

    @Override
    public final int prune(Instant endedBefore) {
        return intercept("prune", to -> to.prune(endedBefore));
    }

    @Override
    public final boolean deleteUser(String userId) {
        return intercept("delete-user", to -> to.deleteUser(user(userId)));
    }

    private static String user(String id) {
        return StorableText.key("userId", id);
    }

    private static String client(String id) {
        return StorableText.key("clientId", id);
    }

    private static String service(String id) {
        return StorableText.key("serviceId", id);
    }

    private static Instant notBefore(Instant from, Instant to) {
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("from must not be after to: " + from + " > " + to);
        }
        return to;
    }

    private List<NewViewing> startable(List<NewViewing> viewings) {
        viewings.forEach(this::startable);
        return viewings;
    }

    private NewViewing startable(NewViewing viewing) {
        Instant start = viewing.startedAt();
        if (start != null
                && (start.isBefore(Instant.EPOCH)
                        || start.isAfter(clock.instant().plus(CLOCK_TOLERANCE)))) {
            throw new IllegalArgumentException(
                    "startedAt must lie between 1970 and one minute from now, was: " + start);
        }
        return viewing;
    }
}
