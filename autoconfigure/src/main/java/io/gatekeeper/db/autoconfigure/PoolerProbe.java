package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Finds out, with the first connection there is, whether a pooler stands before the server while the driver prepares
 * statements. One that pools transactions and does not know prepared statements lets all of it through, and loses writes
 * that were acknowledged. Which kind it is cannot be seen from here, so somebody has to say.
 */
final class PoolerProbe {

    private static final Logger log = LoggerFactory.getLogger(PoolerProbe.class);

    private final JdbcTemplate jdbc;
    private final @Nullable HikariConfig ours;
    private final AtomicBoolean done = new AtomicBoolean();

    /**
     * Creates the probe, without touching the database.
     *
     * @param ours the settings of the pool; none where the {@code DataSource} is the application's own, which is then
     *     only warned
     */
    PoolerProbe(DataSource dataSource, @Nullable HikariConfig ours) {
        this.jdbc = new JdbcTemplate(dataSource);
        this.ours = ours;
    }

    /**
     * Looks once, at the cost of at most one round trip.
     *
     * @throws TransparentPoolerException if there is a pooler before ours, and nobody has said what it knows
     */
    void run() {
        if (done.get()) {
            return;
        }
        int threshold = ours != null && isDecided(ours) ? 0 : thresholdBehindAPooler();
        if (threshold != 0 && ours != null) {
            throw new TransparentPoolerException();
        }
        if (done.compareAndSet(false, true) && threshold != 0) {
            log.atWarn()
                    .addKeyValue("prepareThreshold", threshold)
                    .log("A pooler stands before the gatekeeper's database, and the driver prepares statements. If it"
                            + " pools transactions and does not know those, set prepareThreshold to 0, or writes get"
                            + " lost");
        }
    }

    private static boolean isDecided(HikariConfig pool) {
        String name = PGProperty.PREPARE_THRESHOLD.getName();
        Properties url = Driver.parseURL(pool.getJdbcUrl(), null);
        return pool.getDataSourceProperties().containsKey(name) || (url != null && url.containsKey(name));
    }

    /** Returns after how many executions a statement is prepared; 0 where none is, or there is no pooler. */
    private int thresholdBehindAPooler() {
        Integer threshold = jdbc.execute((ConnectionCallback<Integer>) connection -> {
            PGConnection driver = driver(connection);
            return driver == null || driver.getPrepareThreshold() == 0 || driver.getBackendPID() == backend(connection)
                    ? 0
                    : driver.getPrepareThreshold();
        });
        return threshold == null ? 0 : threshold;
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
