package io.gatekeeper.db.store;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.schema.InitializingDataSource;
import io.gatekeeper.db.jdbc.CallersTransaction;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.RefusedCertificate;
import io.gatekeeper.db.jdbc.SqlState;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;

/**
 * Falls back to answers without the database while that is unavailable, and says when that begins and ends. Within a
 * caller's transaction a failure still reaches the caller, because that transaction can no longer commit. A server that
 * rejects the connection is not unavailable, nor is one for which no connection of the pool is free.
 */
final class OutageTolerantRepository extends InterceptedRepository {

    private static final Logger log = LoggerFactory.getLogger(OutageTolerantRepository.class);

    /** Nobody answers, or the server is about to go or to come. A full pool, for one, is no outage. */
    private static final Set<SqlState> OUTAGES =
            EnumSet.of(SqlState.CONNECTION_EXCEPTION, SqlState.OPERATOR_INTERVENTION);

    private final ViewRecordRepository repository;
    private final ViewRecordRepository fallback;
    private final GatekeeperDb db;
    private final InitializingDataSource dataSource;
    private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
    private final AtomicLong answeredEmpty = new AtomicLong();

    OutageTolerantRepository(
            ViewRecordRepository repository,
            GatekeeperDb db,
            InitializingDataSource dataSource,
            ViewingDays days,
            Clock clock) {
        super(days, clock);
        this.repository = repository;
        this.fallback = new RecordingOffRepository(days, clock);
        this.db = db;
        this.dataSource = dataSource;
    }

    /** {@return how many calls were answered without the database} */
    long answeredEmpty() {
        return answeredEmpty.get();
    }

    Optional<Instant> unavailableSince() {
        return Optional.ofNullable(outage.get()).map(current -> current.since);
    }

    /** {@return the same, found out by asking for a connection where no call has done so} A refusal is no outage. */
    Optional<Instant> findOutage() {
        if (outage.get() == null) {
            long begun = System.nanoTime();
            try {
                dataSource.getConnection().close();
            } catch (SQLException e) {
                CannotGetJdbcConnectionException failure = new CannotGetJdbcConnectionException("No connection", e);
                if (isOutage(failure)) {
                    begin(failure, System.nanoTime() - begun);
                }
            }
        }
        return unavailableSince();
    }

    /** Initializes the schema, or leaves that to the first connection after the outage. */
    void initialize() {
        long begun = System.nanoTime();
        try {
            dataSource.initialize();
        } catch (DataAccessResourceFailureException e) {
            begin(e, System.nanoTime() - begun);
        }
    }

    /** During an outage one call after the other tries the database; meanwhile the others do not wait for it. */
    @Override
    protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
        if (CallersTransaction.isRunning(db)) {
            return call.apply(repository);
        }
        Outage known = outage.get();
        if (known == null) {
            return attempt(null, call);
        }
        // Also checks the arguments, so that what is thrown by an attempt comes from the database.
        T answer = call.apply(fallback);
        if (!known.beginProbe()) {
            count(known);
            return answer;
        }
        try {
            return attempt(known, call);
        } finally {
            known.endProbe();
        }
    }

    private <T> T attempt(@Nullable Outage known, Function<ViewRecordRepository, T> call) {
        long begun = System.nanoTime();
        try {
            T answer = call.apply(repository);
            end(known);
            return answer;
        } catch (DataAccessResourceFailureException e) {
            if (!isOutage(e)) {
                end(known);
            }
            count(begin(e, System.nanoTime() - begun));
            return call.apply(fallback);
        } catch (RuntimeException e) {
            end(known);
            throw e;
        }
    }

    private static boolean isOutage(DataAccessResourceFailureException e) {
        return OUTAGES.contains(SqlState.of(e)) && !RefusedCertificate.isCauseOf(e);
    }

    private void count(Outage current) {
        current.calls.incrementAndGet();
        answeredEmpty.incrementAndGet();
    }

    /** Begins an outage, or goes on with it. */
    private Outage begin(DataAccessResourceFailureException e, long nanos) {
        if (!isOutage(e)) {
            throw e;
        }
        Outage begun = new Outage(db.clock().instant());
        Outage known = outage.compareAndExchange(null, begun);
        if (known == null) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("reason", e.getMostSpecificCause().getMessage())
                    .log("The gatekeeper's database is unavailable: nothing is recorded, and reads are empty");
        }
        Outage current = known == null ? begun : known;
        current.leaveAloneFor(nanos);
        return current;
    }

    private void end(@Nullable Outage known) {
        if (known != null && outage.compareAndSet(known, null)) {
            log.atWarn()
                    .addKeyValue("calls", known.calls)
                    .log(
                            "The gatekeeper's database answers again, after {}; {} calls were answered without it",
                            Duration.between(known.since, db.clock().instant()),
                            known.calls);
        }
    }

    private static final class Outage {

        private final Instant since;
        private final AtomicLong calls = new AtomicLong();
        private final AtomicBoolean probing = new AtomicBoolean();
        private volatile long next = System.nanoTime();

        Outage(Instant since) {
            this.since = since;
        }

        boolean beginProbe() {
            return System.nanoTime() - next >= 0 && probing.compareAndSet(false, true);
        }

        void endProbe() {
            probing.set(false);
        }

        /** As long as the last attempt took, so that callers wait at most half of the time. */
        void leaveAloneFor(long nanos) {
            next = System.nanoTime() + nanos;
        }
    }
}
