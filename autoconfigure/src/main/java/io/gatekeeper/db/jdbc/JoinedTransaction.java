package io.gatekeeper.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Our part in a transaction that somebody else ends. */
final class JoinedTransaction implements TransactionSynchronization {

    private final ConnectionHolder connection;
    private boolean failed;
    private boolean committed;

    private JoinedTransaction(ConnectionHolder connection) {
        this.connection = connection;
    }

    /** Joins, or goes on with what was joined. */
    static JoinedTransaction on(ConnectionHolder connection) {
        JoinedTransaction known = find(connection);
        if (known != null) {
            return known;
        }
        JoinedTransaction joined = new JoinedTransaction(connection);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(joined);
        }
        return joined;
    }

    /** Whether the transaction has ended already, and its connection is only still bound. */
    static boolean isOver(ConnectionHolder connection) {
        JoinedTransaction known = find(connection);
        return known == null ? Callbacks.areRunning() : known.committed;
    }

    private static @Nullable JoinedTransaction find(ConnectionHolder connection) {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            return null;
        }
        return TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(JoinedTransaction.class::isInstance)
                .map(JoinedTransaction.class::cast)
                .filter(joined -> joined.connection == connection)
                .findFirst()
                .orElse(null);
    }

    /** Does some of our part. If that fails, or asks for it, nothing of the transaction is to remain. */
    <T extends @Nullable Object> T run(Supplier<T> work) {
        boolean rollbackOnly = connection.isRollbackOnly();
        try {
            return work.get();
        } finally {
            failed |= !rollbackOnly && connection.isRollbackOnly();
        }
    }

    /** Is told of the commit before others, who may then want to write. */
    @Override
    public int getOrder() {
        return Ordered.HIGHEST_PRECEDENCE;
    }

    /** JPA's manager does not look at the connection's mark. No {@code TransactionException}: that would not roll back. */
    @Override
    public void beforeCommit(boolean readOnly) {
        if (failed && connection.isRollbackOnly()) {
            throw new IllegalStateException("The transaction is rolled back instead of committed, because work on the"
                    + " gatekeeper's database failed in it, or asked for that");
        }
    }

    @Override
    public void afterCommit() {
        committed = true;
    }

    /**
     * Ends what nobody else does: what was joined in a callback, by somebody who took part in a transaction that was over
     * without knowing. Such a transaction was committed before we joined, or has an outcome that Spring does not know.
     */
    @Override
    public void afterCompletion(int status) {
        if (status == STATUS_ROLLED_BACK || (status == STATUS_COMMITTED && committed)) {
            return;
        }
        try {
            end((committed || status == STATUS_COMMITTED) && !connection.isRollbackOnly());
        } catch (SQLException e) {
            throw new DataAccessResourceFailureException(
                    "What was written after the end of a transaction, as if within it, is lost", e);
        }
    }

    private void end(boolean commit) throws SQLException {
        Connection bound = connection.getConnection();
        if (commit) {
            if (!bound.getAutoCommit()) {
                bound.commit();
            }
        } else if (!bound.isClosed() && !bound.getAutoCommit()) {
            bound.rollback();
        }
    }
}
