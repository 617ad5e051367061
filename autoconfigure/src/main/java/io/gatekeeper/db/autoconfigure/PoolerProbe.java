package io.gatekeeper.db.autoconfigure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds out, at the cost of at most one round trip, whether a pooler stands before the server while the driver prepares
 * statements. One that pools transactions and does not know prepared statements lets all of it through, and loses writes
 * that were acknowledged. Which kind it is cannot be seen from here, so somebody has to say.
 */
final class PoolerProbe {

    private static final Logger log = LoggerFactory.getLogger(PoolerProbe.class);

    private PoolerProbe() {}

    /** Warns of a pooler before a {@code DataSource} of the application's, whose settings are not ours to refuse. */
    static void warn(DataSource dataSource) {
        Integer threshold =
                new JdbcTemplate(dataSource).execute((ConnectionCallback<Integer>) PoolerProbe::thresholdBehindAPooler);
        if (threshold != null && threshold != 0) {
            log.atWarn()
                    .addKeyValue("prepareThreshold", threshold)
                    .log("A pooler stands before the gatekeeper's database, and the driver prepares statements. If it"
                            + " pools transactions and does not know those, set prepareThreshold to 0, or writes get"
                            + " lost");
        }
    }

    /** Returns after how many executions a statement is prepared; 0 where none is, or there is no pooler. */
    static int thresholdBehindAPooler(Connection connection) throws SQLException {
        PGConnection driver = driver(connection);
        return driver == null || driver.getPrepareThreshold() == 0 || driver.getBackendPID() == backend(connection)
                ? 0
                : driver.getPrepareThreshold();
    }

    /** A {@code DataSource} of the application's own need not show us the driver; then nothing can be found out. */
    private static @Nullable PGConnection driver(Connection connection) {
        try {
            return connection.isWrapperFor(PGConnection.class) ? connection.unwrap(PGConnection.class) : null;
        } catch (SQLException e) {
            return null;
        }
    }

    /** A pooler names a process of its own when a connection begins, but the one who answers is the server's. */
    private static int backend(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(PoolerSql.BACKEND)) {
            row.next();
            return row.getInt(1);
        }
    }
}
