package io.gatekeeper.db.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.ResourceTransactionManager;
import org.springframework.transaction.support.SmartTransactionObject;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Does to a {@code DataSource} what Spring's {@code JpaTransactionManager} does with Hibernate: binds the connection of a
 * session without saying that a transaction has begun, and never looks at the holder again.
 */
final class OrmTransactionManager extends AbstractPlatformTransactionManager implements ResourceTransactionManager {

    private final DataSource dataSource;

    OrmTransactionManager(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Object getResourceFactory() {
        return this;
    }

    @Override
    protected Object doGetTransaction() {
        return new Transaction((Session) TransactionSynchronizationManager.getResource(this));
    }

    @Override
    protected boolean isExistingTransaction(Object transaction) {
        return ((Transaction) transaction).session != null;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
        Session session = new Session(dataSource);
        ((Transaction) transaction).session = session;
        TransactionSynchronizationManager.bindResource(dataSource, session.holder);
        TransactionSynchronizationManager.bindResource(this, session);
    }

    @Override
    protected Object doSuspend(Object transaction) {
        TransactionSynchronizationManager.unbindResource(dataSource);
        return TransactionSynchronizationManager.unbindResource(this);
    }

    @Override
    protected void doResume(@Nullable Object transaction, Object suspendedResources) {
        TransactionSynchronizationManager.bindResource(dataSource, ((Session) suspendedResources).holder);
        TransactionSynchronizationManager.bindResource(this, suspendedResources);
    }

    @Override
    protected boolean shouldCommitOnGlobalRollbackOnly() {
        return true;
    }

    @Override
    protected void doSetRollbackOnly(DefaultTransactionStatus status) {
        session(status).rollbackOnly = true;
        session(status).holder.setRollbackOnly();
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
        session(status).end(!session(status).rollbackOnly);
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
        session(status).end(false);
    }

    @Override
    protected void doCleanupAfterCompletion(Object transaction) {
        TransactionSynchronizationManager.unbindResource(dataSource);
        TransactionSynchronizationManager.unbindResource(this);
        Objects.requireNonNull(((Transaction) transaction).session).close();
    }

    private static Session session(DefaultTransactionStatus status) {
        return Objects.requireNonNull(((Transaction) status.getTransaction()).session);
    }

    private static final class Transaction implements SmartTransactionObject {

        private @Nullable Session session;

        Transaction(@Nullable Session session) {
            this.session = session;
        }

        @Override
        public boolean isRollbackOnly() {
            return session != null && session.rollbackOnly;
        }
    }

    /** Switches auto-commit off and on again itself, unless the pool has done so. */
    private static final class Session {

        private final Connection connection;
        private final boolean autoCommit;
        private final ConnectionHolder holder;
        private boolean rollbackOnly;

        Session(DataSource dataSource) {
            try {
                connection = dataSource.getConnection();
                autoCommit = connection.getAutoCommit();
                connection.setAutoCommit(false);
            } catch (SQLException e) {
                throw new TransactionSystemException("begin", e);
            }
            holder = new ConnectionHolder(() -> connection);
        }

        void end(boolean commit) {
            try {
                if (commit) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                connection.setAutoCommit(autoCommit);
            } catch (SQLException e) {
                throw new TransactionSystemException("end", e);
            }
        }

        void close() {
            try {
                connection.close();
            } catch (SQLException e) {
                throw new TransactionSystemException("close", e);
            }
        }
    }
}
