package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.failure.InvalidGatekeeperPropertiesException;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;

/**
 * What was configured, parsed: everything that is needed whatever the connection comes from.
 *
 * @param outageTolerant whether calls are answered empty while the database is unavailable
 */
record GatekeeperSettings(
        SqlIdentifier schema,
        SqlIdentifier table,
        SchemaMode schemaMode,
        boolean outageTolerant,
        String applicationName,
        SslMode sslMode,
        Optional<String> sslRootCert,
        Limits limits) {

    /** How long things take at most; for a statement and a lock, zero leaves it to the server. */
    record Limits(Duration connect, Duration socket, Duration statement, Duration lock) {}

    /**
     * Parses the properties.
     *
     * @throws InvalidGatekeeperPropertiesException if some are missing or cannot be used, naming all of them
     */
    static GatekeeperSettings from(GatekeeperProperties properties) {
        return from(properties, new PropertyParser());
    }

    /** Parses the properties along with those that the parser has parsed before, so that one failure names everything. */
    static GatekeeperSettings from(GatekeeperProperties properties, PropertyParser parser) {
        Optional<SqlIdentifier> schema = parser.required(
                        "schema", properties.schema(), "the schema for the gatekeeper's tables, for example gatekeeper")
                .flatMap(name -> parser.identifier("schema", name));
        Optional<SqlIdentifier> table =
                parser.resolved("table", properties.table()).flatMap(name -> parser.identifier("table", name));
        boolean region = ZoneId.getAvailableZoneIds().contains(properties.zone().getId());
        parser.require(region, "zone", properties.zone(), "a region such as Europe/Berlin, or UTC");
        Limits limits = limits(properties, parser);
        Optional<String> certificate = Optional.ofNullable(properties.sslRootCert());
        certificate
                .flatMap(path -> parser.resolved("ssl-root-cert", path))
                .filter(path -> parser.readableFile("ssl-root-cert", path))
                .ifPresent(path -> parser.require(
                        properties.sslMode().verifies(),
                        "ssl-mode",
                        properties.sslMode().driverValue(),
                        "verify-full or verify-ca, or gatekeeper.db.ssl-root-cert has no effect"));
        parser.report();
        return new GatekeeperSettings(
                schema.orElseThrow(),
                table.orElseThrow(),
                properties.initializeSchema(),
                properties.onUnavailable() == OnUnavailable.EMPTY,
                properties.applicationName(),
                properties.sslMode(),
                certificate,
                limits);
    }

    private static Limits limits(GatekeeperProperties properties, PropertyParser parser) {
        Limits limits = new Limits(
                parser.wholeSeconds("connect-timeout", properties.connectTimeout()),
                parser.wholeSeconds("socket-timeout", properties.socketTimeout()),
                parser.limit("statement-timeout", properties.statementTimeout()),
                parser.limit("lock-timeout", properties.lockTimeout()));
        parser.shorter("lock-timeout", limits.lock, "statement-timeout", limits.statement);
        parser.shorter("lock-timeout", limits.lock, "socket-timeout", limits.socket);
        parser.shorter("statement-timeout", limits.statement, "socket-timeout", limits.socket);
        return limits;
    }
}
