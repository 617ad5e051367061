package io.gatekeeper.db.store;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.internal.schema.Schema;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Answers as if recording were switched off while the database is out of reach, and warns once per outage. Within a
 * caller's transaction a failure still reaches the caller, because that transaction can no longer commit. A server that
 * turns us away is not out of reach.
 */
final class OutageTolerantRepository implements ViewRecordRepository {

    private static final Logger log = LoggerFactory.getLogger(OutageTolerantRepository.class);

    private static final List<String> REFUSALS = List.of("28", "3D", "08004", "08P01");

    private final ViewRecordRepository repository;
    private final ViewRecordRepository empty;
    private final GatekeeperDb db;
    private final Schema schema;
    private final AtomicBoolean outage = new AtomicBoolean();
    private final AtomicLong answeredEmpty = new AtomicLong();

    OutageTolerantRepository(
            ViewRecordRepository repository, ViewRecordRepository empty, GatekeeperDb db, Schema schema) {
        this.repository = repository;
        this.empty = empty;
        this.db = db;
        this.schema = schema;
    }

    /** How many calls were answered without the database. */
    long answeredEmpty() {
        return answeredEmpty.get();
    }

    /** Prepares the schema, or leaves that to the first call after the outage. */
    void prepareSchema() {
        try {
            schema.prepare();
        } catch (DataAccessResourceFailureException e) {
            endure(e);
        }
    }

    @Override
    public Optional<Viewing> append(NewViewing viewing) {
        return answer(repository -> repository.append(viewing));
    }

    @Override
    public List<Viewing> appendAll(List<NewViewing> viewings) {
        return answer(repository -> repository.appendAll(viewings));
    }

    @Override
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return answer(repository -> repository.close(userId, clientId, serviceId));
    }

    @Override
    public List<Viewing> closeAll(String clientId) {
        return answer(repository -> repository.closeAll(clientId));
    }

    @Override
    public List<Viewing> closeAll(String clientId, String serviceId) {
        return answer(repository -> repository.closeAll(clientId, serviceId));
    }

    @Override
    public List<Viewing> closeOverdue() {
        return answer(ViewRecordRepository::closeOverdue);
    }

    @Override
    public List<Viewing> findLatest(String userId, String serviceId) {
        return answer(repository -> repository.findLatest(userId, serviceId));
    }

    @Override
    public List<Viewing> findOpen() {
        return answer(ViewRecordRepository::findOpen);
    }

    @Override
    public List<Viewing> findBetween(String userId, Instant from, Instant to) {
        return answer(repository -> repository.findBetween(userId, from, to));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId) {
        return answer(repository -> repository.secondsToday(userId));
    }

    @Override
    public SortedMap<String, Long> secondsToday(String userId, String clientId) {
        return answer(repository -> repository.secondsToday(userId, clientId));
    }

    @Override
    public Usage usage(UsageQuery query) {
        return answer(repository -> repository.usage(query));
    }

    @Override
    public Optional<Viewing> close(Viewing viewing) {
        return answer(repository -> repository.close(viewing));
    }

    @Override
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return answer(repository -> repository.extend(userId, clientId, serviceId, by));
    }

    @Override
    public List<Viewing> closeOverdue(Duration longest) {
        return answer(repository -> repository.closeOverdue(longest));
    }

    @Override
    public List<String> findUsers(@Nullable String after, int atMost) {
        return answer(repository -> repository.findUsers(after, atMost));
    }

    @Override
    public SortedMap<String, String> findDevices(String userId) {
        return answer(repository -> repository.findDevices(userId));
    }

    @Override
    public int prune(Instant endedBefore) {
        return answer(repository -> repository.prune(endedBefore));
    }

    @Override
    public boolean deleteUser(String userId) {
        return answer(repository -> repository.deleteUser(userId));
    }

    private <T> T answer(Function<ViewRecordRepository, T> call) {
        if (db.inTransaction()) {
            return call.apply(repository);
        }
        try {
            // Does nothing but in an application that was started during an outage.
            schema.prepare();
            T answer = call.apply(repository);
            outage.set(false);
            return answer;
        } catch (DataAccessResourceFailureException e) {
            endure(e);
            answeredEmpty.incrementAndGet();
            return call.apply(empty);
        }
    }

    private void endure(DataAccessResourceFailureException e) {
        if (isRefusal(e)) {
            throw e;
        }
        if (outage.compareAndSet(false, true)) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("reason", e.getMostSpecificCause().getMessage())
                    .log("The gatekeeper's database is out of reach: nothing is recorded, and reads are empty");
        }
    }

    /**
     * Whether the server is there and turns us away: for the password, the user, the database, for want of encryption, or
     * because it does not know what we ask for. That does not pass.
     */
    private static boolean isRefusal(DataAccessResourceFailureException e) {
        return e.getMostSpecificCause() instanceof SQLException cause
                && cause.getSQLState() != null
                && REFUSALS.stream().anyMatch(cause.getSQLState()::startsWith);
    }
}
