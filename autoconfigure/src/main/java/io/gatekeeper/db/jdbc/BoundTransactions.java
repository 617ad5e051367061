package io.gatekeeper.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Begins our own transactions, and takes part in those of others: whoever has bound a connection for our {@code DataSource}
 * to the thread, and a transaction runs on it, is the one to end it.
 */
final class BoundTransactions extends JdbcTransactionManager {

    private final JdbcTemplate jdbc;

    BoundTransactions(JdbcTemplate jdbc) {
        super(Objects.requireNonNull(jdbc.getDataSource()));
        setExceptionTranslator(jdbc.getExceptionTranslator());
        this.jdbc = jdbc;
    }

    /** Returns the connection that somebody has bound to work on, whether or not a transaction still runs on it. */
    @Nullable
    ConnectionHolder lent() {
        ConnectionHolder bound = (ConnectionHolder) TransactionSynchronizationManager.getResource(key());
        return bound == null || isKeptBySpring(bound) ? null : bound;
    }

    /** Returns the connection of the transaction that runs on the thread. */
    @Nullable
    ConnectionHolder running() {
        ConnectionHolder lent = lent();
        return lent != null && isInTransaction(lent) && !JoinedTransaction.isOver(lent) ? lent : null;
    }

    /**
     * Runs a single statement on a connection that commits it by itself. Connections of one source need not be alike, so the
     * one that is looked at is the one that it runs on.
     *
     * @param statement the statement
     * @param otherwise what is done where the connection has no auto-commit, and would undo what is in no transaction
     */
    <T extends @Nullable Object> T alone(Supplier<T> statement, Supplier<T> otherwise) {
        Connection connection = DataSourceUtils.getConnection(key());
        try {
            if (commitsByItself(connection)) {
                return TransactionSynchronizationManager.hasResource(key())
                        ? statement.get()
                        : on(connection, statement);
            }
        } finally {
            DataSourceUtils.releaseConnection(connection, key());
        }
        return otherwise.get();
    }

    /** Without the synchronization that Spring has for a transaction: there is none, and every append would pay for it. */
    private <T extends @Nullable Object> T on(Connection connection, Supplier<T> statement) {
        TransactionSynchronizationManager.bindResource(key(), new ConnectionHolder(connection));
        try {
            return statement.get();
        } finally {
            TransactionSynchronizationManager.unbindResource(key());
        }
    }

    private static boolean commitsByItself(Connection connection) {
        try {
            return connection.getAutoCommit();
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException("The connection cannot be used", e);
        }
    }

    /** Does work with a connection of its own, whatever is bound. */
    <T extends @Nullable Object> T aside(Supplier<T> work) {
        ConnectionHolder lent = lent();
        if (lent == null) {
            return work.get();
        }
        TransactionSynchronizationManager.unbindResource(key());
        try {
            return work.get();
        } finally {
            TransactionSynchronizationManager.bindResource(key(), lent);
        }
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return running() != null;
    }

    /** Behind a proxy that is aware of transactions stands what they are bound to. */
    private DataSource key() {
        return Objects.requireNonNull(getDataSource());
    }

    /**
     * While a transaction on another database takes place, Spring keeps a connection to ours, which belongs to none. It
     * also puts it aside when we begin one.
     */
    private boolean isKeptBySpring(ConnectionHolder bound) {
        return bound.isSynchronizedWithTransaction()
                && !isOfJdbc()
                && TransactionSynchronizationManager.isSynchronizationActive();
    }

    /** The managers for ORMs do not tell the connection's holder that they have begun; the connection shows it. */
    private boolean isInTransaction(ConnectionHolder lent) {
        return isOfJdbc()
                || (!lent.isSynchronizedWithTransaction()
                        && Boolean.FALSE.equals(jdbc.execute((ConnectionCallback<Boolean>) Connection::getAutoCommit)));
    }

    private boolean isOfJdbc() {
        return super.isExistingTransaction(doGetTransaction());
    }
}
