package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.autoconfigure.failure.TransparentPoolerException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * A pool that opens with the first connection, which the schema initializer asks for when the application starts, and
 * gives none through a pooler before somebody has said what that knows.
 */
final class GatekeeperPool extends HikariDataSource {

    private volatile boolean decided;

    GatekeeperPool(HikariConfig config) {
        config.copyStateTo(this);
        if (getExceptionOverride() == null && !isReadOnly()) {
            setExceptionOverride(new ReadOnlyEviction());
        }
        decided = isDecided(config);
    }

    /**
     * Looks for a pooler once, with the first connection there is.
     *
     * @throws TransparentPoolerException if there is one, and nobody has said what it knows
     */
    @Override
    public Connection getConnection() throws SQLException {
        if (!decided) {
            try (Connection connection = super.getConnection()) {
                if (PoolerProbe.thresholdBehindAPooler(connection) != 0) {
                    throw new TransparentPoolerException();
                }
            }
            decided = true;
        }
        return super.getConnection();
    }

    private static boolean isDecided(HikariConfig config) {
        String name = PGProperty.PREPARE_THRESHOLD.getName();
        Properties url = Driver.parseURL(config.getJdbcUrl(), null);
        return config.getDataSourceProperties().containsKey(name) || (url != null && url.containsKey(name));
    }
}
