package io.gatekeeper.db.store;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.time.UsageCalculation;
import io.gatekeeper.db.sql.StorableText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Sends every call through one hook. What arguments must be, and what a call is answered without a database, is said here
 * for all variants of the repository.
 */
abstract class InterceptedRepository implements ViewRecordRepository {

    private static final int MOST_USERS = 10_000;

    private final ViewingDays days;
    private final Clock clock;

    InterceptedRepository(ViewingDays days, Clock clock) {
        this.days = days;
        this.clock = clock;
    }

    /**
     * Answers a call.
     *
     * @param operation the name of the operation
     * @param empty the answer without a database
     * @param call checks the arguments, then calls the repository that it is given
     */
    protected abstract <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call);

    /** Checks the times of viewings where no repository follows that does so by its own reading of the clock. */
    protected void checkTimes(List<NewViewing> viewings) {}

    @Override
    public final Optional<Viewing> append(NewViewing viewing) {
        return intercept("append", Optional::empty, to -> {
            checkTimes(List.of(viewing));
            return to.append(viewing);
        });
    }

    @Override
    public final List<Viewing> appendAll(List<NewViewing> viewings) {
        return intercept("append-all", List::of, to -> {
            checkTimes(viewings);
            return to.appendAll(viewings);
        });
    }

    @Override
    public final Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return intercept("close", Optional::empty, to -> to.close(user(userId), client(clientId), service(serviceId)));
    }

    @Override
    public final Optional<Viewing> close(Viewing viewing) {
        return intercept("close", Optional::empty, to -> to.close(identified(viewing)));
    }

    @Override
    public final Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return intercept(
                "extend",
                Optional::empty,
                to -> to.extend(user(userId), client(clientId), service(serviceId), wholeMinutes(by)));
    }

    @Override
    public final List<Viewing> closeAll(String clientId) {
        return intercept("close-all", List::of, to -> to.closeAll(client(clientId)));
    }

    @Override
    public final List<Viewing> closeAll(String clientId, String serviceId) {
        return intercept("close-all", List::of, to -> to.closeAll(client(clientId), service(serviceId)));
    }

    @Override
    public final List<Viewing> closeOverdue() {
        return intercept("close-overdue", List::of, ViewRecordRepository::closeOverdue);
    }

    @Override
    public final List<Viewing> closeOverdue(Duration longest) {
        return intercept("close-overdue", List::of, to -> to.closeOverdue(positive(longest)));
    }

    @Override
    public final List<Viewing> findLatest(String userId, String serviceId) {
        return intercept("find-latest", List::of, to -> to.findLatest(user(userId), service(serviceId)));
    }

    @Override
    public final List<Viewing> findOpen() {
        return intercept("find-open", List::of, ViewRecordRepository::findOpen);
    }

    @Override
    public final void forEachOpen(Consumer<Viewing> action) {
        intercept("for-each-open", () -> Boolean.FALSE, to -> {
            to.forEachOpen(action);
            return Boolean.TRUE;
        });
    }

    @Override
    public final List<Viewing> findBetween(String userId, Instant from, Instant to) {
        return intercept("find-between", List::of, at -> at.findBetween(user(userId), from, notBefore(from, to)));
    }

    @Override
    public final SortedMap<String, Long> secondsToday(String userId) {
        return intercept("seconds-today", Collections::emptySortedMap, to -> to.secondsToday(user(userId)));
    }

    @Override
    public final SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return intercept(
                "seconds-today", Collections::emptySortedMap, to -> to.secondsToday(user(userId), client(clientId)));
    }

    @Override
    public final Usage usage(UsageQuery query) {
        return intercept("usage", () -> usageOfNothing(query), to -> to.usage(query));
    }

    @Override
    public final List<String> findUsers(@Nullable String after, int atMost) {
        return intercept("find-users", List::of, to -> to.findUsers(after == null ? null : user(after), page(atMost)));
    }

    @Override
    public final SortedMap<String, String> findDevices(String userId) {
        return intercept("find-devices", Collections::emptySortedMap, to -> to.findDevices(user(userId)));
    }

    @Override
    public final int prune(Instant endedBefore) {
        return intercept("prune", () -> 0, to -> to.prune(endedBefore));
    }

    @Override
    public final boolean deleteUser(String userId) {
        return intercept("delete-user", () -> false, to -> to.deleteUser(user(userId)));
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

    private Usage usageOfNothing(UsageQuery query) {
        return UsageCalculation.of(Stream.empty(), query.from(), query.to(), days, clock.instant());
    }

    private static Viewing identified(Viewing viewing) {
        user(viewing.userId());
        client(viewing.clientId());
        service(viewing.serviceId());
        return viewing;
    }

    private static Duration wholeMinutes(Duration by) {
        if (by.compareTo(Duration.ofMinutes(1)) < 0 || !by.equals(by.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("by must be whole minutes, at least 1, was: " + by);
        }
        return by;
    }

    private static Duration positive(Duration longest) {
        if (longest.compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("longest must be positive, was: " + longest);
        }
        return longest;
    }

    private static int page(int atMost) {
        if (atMost < 1 || atMost > MOST_USERS) {
            throw new IllegalArgumentException("atMost must lie between 1 and " + MOST_USERS + ", was: " + atMost);
        }
        return atMost;
    }
}
