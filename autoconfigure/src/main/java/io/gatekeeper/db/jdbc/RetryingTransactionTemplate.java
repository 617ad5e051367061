package io.gatekeeper.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Joins the caller's transaction and leaves it alone. A transaction of its own is repeated where PostgreSQL asks for
 * that, and its failures become data access exceptions.
 */
final class RetryingTransactionTemplate extends TransactionTemplate {

    private static final int ATTEMPTS = 5;

    /** Serialization failure and deadlock: nothing was stored, and the same work can succeed when done again. */
    private static final Set<String> REPEATABLE = Set.of("40001", "40P01");

    private final JdbcTemplate jdbc;
    private final Transactions transactions;
    private volatile @Nullable Boolean autoCommit;

    RetryingTransactionTemplate(JdbcTemplate jdbc) {
        this(jdbc, new Transactions(Objects.requireNonNull(jdbc.getDataSource())));
    }

    private RetryingTransactionTemplate(JdbcTemplate jdbc, Transactions transactions) {
        super(transactions);
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    boolean isActive() {
        return transactions.areActive();
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        return isActive() ? super.execute(action) : repeat(() -> executeOwned(action));
    }

    /** Executes what is a single statement without a transaction of ours around it, if the connections allow that. */
    <T extends @Nullable Object> T executeAlone(Supplier<T> statement) {
        return isActive() || !commitsByItself() ? execute(status -> statement.get()) : repeat(statement);
    }

    private <T extends @Nullable Object> T repeat(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS || !isRepeatable(e)) {
                    throw e;
                }
            }
        }
    }

    /** Asks a connection once: without auto-commit, what is not in a transaction is undone. */
    private boolean commitsByItself() {
        Boolean known = autoCommit;
        if (known == null) {
            known = jdbc.execute((ConnectionCallback<Boolean>) Connection::getAutoCommit);
            autoCommit = known;
        }
        return Boolean.TRUE.equals(known);
    }

    private <T extends @Nullable Object> T executeOwned(TransactionCallback<T> action) {
        try {
            return super.execute(action);
        } catch (CannotCreateTransactionException e) {
            if (e.getCause() instanceof DataAccessException failure) {
                // What the connection was to be initialized with failed, and says itself what is wrong.
                throw failure;
            }
            throw new DataAccessResourceFailureException("Could not begin a transaction", e);
        } catch (TransactionSystemException e) {
            // With an exception of the action's own, the transaction was never committed, and that exception is the
            // one to know of. Without, the connection broke during the commit.
            if (e.getApplicationException() instanceof RuntimeException cause) {
                cause.addSuppressed(e);
                throw cause;
            }
            throw new DataAccessResourceFailureException(
                    "The connection broke during the commit; whether it took place is unknown", e);
        }
    }

    private static boolean isRepeatable(ConcurrencyFailureException e) {
        return NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                && cause.getSQLState() != null
                && REPEATABLE.contains(cause.getSQLState());
    }

    private static final class Transactions extends JdbcTransactionManager {

        Transactions(DataSource dataSource) {
            super(dataSource);
        }

        /** A transaction on another database, and a connection that Spring keeps for its duration, do not count. */
        boolean areActive() {
            return isExistingTransaction(doGetTransaction());
        }
    }
}
