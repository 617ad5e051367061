package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.jdbc.SchemaMode;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What was configured, as it was written; {@link GatekeeperSettings} are what can be used of it.
 *
 * @param enabled Whether viewings are recorded. If not, no database is used, and reads are empty.
 * @param use Whose DataSource is used. With that of the application, only the schema is required, and what is about
 *     the connection has no effect.
 * @param host Host name or address of the server. Several, separated by commas and each with a port of its own if it
 *     needs one, are tried in order until one is the primary.
 * @param port Port of the server, where the host names none.
 * @param database Name of the database.
 * @param username User to connect as.
 * @param password Password of the user.
 * @param schema Schema that holds the gatekeeper's tables.
 * @param table Table of the viewing records.
 * @param initializeSchema What to do about the schema at start-up.
 * @param zone Region whose days count, such as Europe/Berlin.
 * @param dayStart Time at which a day begins.
 * @param onUnavailable What a call does while the database is unavailable.
 * @param sslMode How far the connection is encrypted and the server identified.
 * @param sslRootCert File with the certificates of those whom the server's certificate may be issued by.
 * @param connectTimeout Longest wait for a connection: from a host, and from the pool. Whole seconds.
 * @param socketTimeout Longest wait for an answer from the server. Whole seconds; longer than the statement timeout.
 * @param statementTimeout Longest time the server works on a statement; longer than the lock timeout. Zero leaves it to
 *     the server.
 * @param lockTimeout Longest time a statement waits for a lock. Zero leaves it to the server.
 * @param applicationName Name under which the server lists the connections.
 */
@ConfigurationProperties("gatekeeper.db")
record GatekeeperProperties(
        @DefaultValue("true") boolean enabled,
        @DefaultValue("auto") DataSourceUse use,
        @Nullable String host,
        @DefaultValue("5432") int port,
        @Nullable String database,
        @Nullable String username,
        @Nullable String password,
        @Nullable String schema,
        @DefaultValue("viewrecords") String table,
        @DefaultValue("create") SchemaMode initializeSchema,
        @DefaultValue("UTC") ZoneId zone,
        @DefaultValue("00:00") LocalTime dayStart,
        @DefaultValue("fail") OnUnavailable onUnavailable,
        @DefaultValue("prefer") SslMode sslMode,
        @Nullable String sslRootCert,
        @DefaultValue("5s") Duration connectTimeout,
        @DefaultValue("30s") Duration socketTimeout,
        @DefaultValue("20s") Duration statementTimeout,
        @DefaultValue("5s") Duration lockTimeout,
        @DefaultValue("gatekeeper") String applicationName) {

    /** Names the type alone: the values include a password. */
    @Override
    public String toString() {
        return "GatekeeperProperties";
    }
}
