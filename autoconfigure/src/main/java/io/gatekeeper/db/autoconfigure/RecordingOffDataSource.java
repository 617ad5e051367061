package io.gatekeeper.db.autoconfigure;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.lookup.AbstractRoutingDataSource;

/**
 * Stands in where recording is switched off, so that Boot does not look for a {@code DataSource} and repositories can be
 * created, and gives no connection. It routes to nothing, which the health endpoint takes for neither up nor down.
 */
final class RecordingOffDataSource extends AbstractRoutingDataSource {

    private static final String REASON = "The gatekeeper has no database, because gatekeeper.db.enabled is false";

    RecordingOffDataSource() {
        setTargetDataSources(Map.of());
    }

    @Override
    public Connection getConnection() throws SQLException {
        throw new SQLException(REASON);
    }

    @Override
    public Connection getConnection(String username, String password) throws SQLException {
        throw new SQLException(REASON);
    }

    @Override
    protected @Nullable Object determineCurrentLookupKey() {
        return null;
    }

    @Override
    protected DataSource determineTargetDataSource() {
        throw new IllegalStateException(REASON);
    }
}
