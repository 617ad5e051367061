package io.gatekeeper.db.store;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.schema.InitializingDataSource;
import io.gatekeeper.db.jdbc.SqlState;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Falls back to answers without the database while that is unavailable, and warns once per outage. Within a caller's
 * transaction a failure still reaches the caller, because that transaction can no longer commit. A server that rejects
 * the connection is not unavailable, nor is one for which no connection of the pool is free.
 */
final class OutageTolerantRepository extends InterceptedRepository {

    private static final Logger log = LoggerFactory.getLogger(OutageTolerantRepository.class);

    /** Nobody answers, or the server is about to go or to come. A full pool, for one, is no outage. */
    private static final Set<SqlState> OUTAGES =
            EnumSet.of(SqlState.CONNECTION_EXCEPTION, SqlState.OPERATOR_INTERVENTION);

    private final ViewRecordRepository repository;
    private final InitializingDataSource dataSource;
    private final Transactions transactions;
    private final AtomicBoolean outage = new AtomicBoolean();
    private final AtomicLong answeredEmpty = new AtomicLong();

    OutageTolerantRepository(
            ViewRecordRepository repository, InitializingDataSource dataSource, ViewingDays days, Clock clock) {
        super(days, clock);
        this.repository = repository;
        this.dataSource = dataSource;
        this.transactions = new Transactions(dataSource);
    }

    /** {@return how many calls were answered without the database} */
    long answeredEmpty() {
        return answeredEmpty.get();
    }

    /** Initializes the schema, or leaves that to the first connection after the outage. */
    void initialize() {
        try {
            dataSource.initialize();
        } catch (DataAccessResourceFailureException e) {
            fallBack(e);
        }
    }

    @Override
    protected <T> T intercept(String operation, Supplier<T> empty, Function<ViewRecordRepository, T> call) {
        if (transactions.areActive()) {
            return call.apply(repository);
        }
        try {
            T answer = call.apply(repository);
            outage.set(false);
            return answer;
        } catch (DataAccessResourceFailureException e) {
            fallBack(e);
            answeredEmpty.incrementAndGet();
            return empty.get();
        }
    }

    private void fallBack(DataAccessResourceFailureException e) {
        if (!OUTAGES.contains(SqlState.of(e))) {
            throw e;
        }
        if (outage.compareAndSet(false, true)) {
            log.atWarn()
                    .setCause(e)
                    .addKeyValue("reason", e.getMostSpecificCause().getMessage())
                    .log("The gatekeeper's database is unavailable: nothing is recorded, and reads are empty");
        }
    }

    private static final class Transactions extends JdbcTransactionManager {

        Transactions(DataSource dataSource) {
            super(dataSource);
        }

        /** A connection that Spring keeps while there is a transaction on another database does not count. */
        boolean areActive() {
            return isExistingTransaction(doGetTransaction())
                    || (TransactionSynchronizationManager.getResource(obtainDataSource())
                                    instanceof ConnectionHolder bound
                            && !bound.isSynchronizedWithTransaction());
        }
    }
}
