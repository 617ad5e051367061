package io.gatekeeper.db.jdbc;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Joins the caller's transaction and leaves its end to the caller. A transaction of its own is retried where PostgreSQL asks
 * for that, and its failures become data access exceptions.
 */
final class RetryingTransactionTemplate extends TransactionTemplate {

    private final JdbcTemplate jdbc;
    private final BoundTransactions transactions;
    private final Retries retries;
    private final boolean againAtReadCommitted;

    RetryingTransactionTemplate(JdbcTemplate jdbc) {
        this(jdbc, new Retries());
    }

    RetryingTransactionTemplate(JdbcTemplate jdbc, Retries retries) {
        this(jdbc, retries, new BoundTransactions(jdbc), false);
    }

    private RetryingTransactionTemplate(
            JdbcTemplate jdbc, Retries retries, BoundTransactions transactions, boolean againAtReadCommitted) {
        super(transactions);
        this.jdbc = jdbc;
        this.retries = retries;
        this.transactions = transactions;
        this.againAtReadCommitted = againAtReadCommitted;
    }

    RetryingTransactionTemplate againAtReadCommitted() {
        return new RetryingTransactionTemplate(jdbc, retries, transactions, true);
    }

    long retried() {
        return retries.retried();
    }

    boolean isActive() {
        return transactions.running() != null;
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        ConnectionHolder callers = transactions.running();
        return callers == null
                ? transactions.aside(() -> retries.run(() -> executeOwned(action), () -> executeAgain(action)))
                : JoinedTransaction.on(callers).run(() -> super.execute(action));
    }

    /** Executes what is a single statement without a transaction of ours around it, if its connection allows that. */
    <T extends @Nullable Object> T executeAlone(Supplier<T> statement) {
        return transactions.lent() != null
                ? execute(status -> statement.get())
                : retries.run(
                        () -> transactions.alone(statement, () -> executeOwned(status -> statement.get())),
                        () -> executeAgain(status -> statement.get()));
    }

    private <T extends @Nullable Object> T executeAgain(TransactionCallback<T> action) {
        return executeOwned(status -> {
            if (againAtReadCommitted) {
                jdbc.execute(TransactionSql.READ_COMMITTED);
            }
            return action.doInTransaction(status);
        });
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
}
