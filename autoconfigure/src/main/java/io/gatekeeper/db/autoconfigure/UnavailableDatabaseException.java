package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.springframework.dao.DataAccessResourceFailureException;

/** The database is unavailable when the application starts. */
class UnavailableDatabaseException extends DataAccessResourceFailureException {

    private final boolean ours;
    private final String username;
    private final String database;

    /**
     * Creates the failure.
     *
     * @param pool that of the gatekeeper, or null where it uses a {@code DataSource} of the application's
     */
    UnavailableDatabaseException(@Nullable HikariConfig pool, DataAccessResourceFailureException cause) {
        super(
                pool == null
                        ? "The application's DataSource, which the gatekeeper uses, gives no connection"
                        : "The gatekeeper's database is unavailable",
                cause);
        this.ours = pool != null;
        this.username = Optional.ofNullable(pool).map(HikariConfig::getUsername).orElse("<user>");
        this.database = Optional.ofNullable(pool)
                .map(config -> Driver.parseURL(config.getJdbcUrl(), new Properties()))
                .map(PGProperty.PG_DBNAME::getOrDefault)
                .orElse("<database>");
    }

    boolean isOurs() {
        return ours;
    }

    String username() {
        return username;
    }

    String database() {
        return database;
    }
}
