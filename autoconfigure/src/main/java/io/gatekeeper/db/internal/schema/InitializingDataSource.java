package io.gatekeeper.db.internal.schema;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

/**
 * Gives no connection before the database is initialized; where that fails, the next one tries again. To Spring it is the
 * {@code DataSource} behind it, so it joins the transactions there. Those have a connection already, so within them
 * nothing is initialized: it could be gone with the transaction.
 */
public final class InitializingDataSource extends DelegatingDataSource implements InfrastructureProxy {

    private final Consumer<DataSource> initialization;
    private volatile boolean initialized;

    /**
     * Does not connect yet.
     *
     * @param initialization what is done with the one connection that it is given, until it succeeds; on several threads
     *     at once if they are the first, because waiting for each other would make an outage longer
     */
    public InitializingDataSource(DataSource target, Consumer<DataSource> initialization) {
        super(
                target instanceof TransactionAwareDataSourceProxy proxy
                        ? Objects.requireNonNull(proxy.getTargetDataSource())
                        : target);
        this.initialization = initialization;
    }

    /** Initializes the database if that has not succeeded yet. */
    public void initialize() {
        try {
            initializeOnce();
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("No connection to initialize the database with", e);
        }
    }

    @Override
    public Connection getConnection() throws SQLException {
        initializeOnce();
        return super.getConnection();
    }

    @Override
    public Object getWrappedObject() {
        return TransactionSynchronizationUtils.unwrapResourceIfNecessary(obtainTargetDataSource());
    }

    /** On a connection of its own: one from the {@code DataSource} would stay bound to a transaction elsewhere. */
    private void initializeOnce() throws SQLException {
        if (!initialized) {
            try (Connection connection = super.getConnection()) {
                initialization.accept(new SingleConnectionDataSource(connection, true));
            }
            initialized = true;
        }
    }
}
