package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What was configured, parsed: everything that is needed whatever the connection comes from.
 *
 * @param outageTolerant whether calls are answered empty while the database is unavailable
 */
record GatekeeperSettings(Storage storage, Limits limits, Client client, boolean outageTolerant) {

    /**
     * Where viewings are recorded.
     *
     * @param schemaMode what is done about the schema
     */
    record Storage(SqlIdentifier schema, SqlIdentifier table, SchemaMode schemaMode) {}

    /**
     * How long things take at most.
     *
     * @param lock zero leaves it to the server
     * @param statement zero leaves it to the server
     */
    record Limits(Duration connect, Duration socket, Duration statement, Duration lock) {}

    /** Who connects, and how. */
    record Client(String applicationName, SslMode sslMode, Optional<String> sslRootCert) {}

    /**
     * Parses the properties.
     *
     * @throws InvalidGatekeeperPropertiesException if some are missing or cannot be used, naming all of them
     */
    static GatekeeperSettings from(GatekeeperProperties properties) {
        PropertyParser parser = new PropertyParser();
        Supplier<GatekeeperSettings> settings = parse(properties, parser);
        parser.report();
        return settings.get();
    }

    /** Parses the properties along with others; the settings can be had where the parser has nothing to report. */
    static Supplier<GatekeeperSettings> parse(GatekeeperProperties properties, PropertyParser parser) {
        Supplier<Storage> storage = storage(properties, parser);
        Limits limits = limits(properties, parser);
        Client client = client(properties, parser);
        boolean outageTolerant = properties.onUnavailable() == OnUnavailable.EMPTY;
        return () -> new GatekeeperSettings(storage.get(), limits, client, outageTolerant);
    }

    private static Supplier<Storage> storage(GatekeeperProperties properties, PropertyParser parser) {
        Optional<SqlIdentifier> schema = parser.required(
                        "schema", properties.schema(), "the schema for the gatekeeper's tables, for example gatekeeper")
                .flatMap(name -> parser.identifier("schema", name));
        Optional<SqlIdentifier> table = parser.identifier("table", properties.table());
        boolean region = ZoneId.getAvailableZoneIds().contains(properties.zone().getId());
        parser.require(region, "zone", properties.zone(), "a region such as Europe/Berlin, or UTC");
        return () -> new Storage(schema.orElseThrow(), table.orElseThrow(), properties.initializeSchema());
    }

    private static Limits limits(GatekeeperProperties properties, PropertyParser parser) {
        Limits limits = new Limits(
                parser.wait("connect-timeout", properties.connectTimeout()),
                parser.wait("socket-timeout", properties.socketTimeout()),
                parser.limit("statement-timeout", properties.statementTimeout()),
                parser.limit("lock-timeout", properties.lockTimeout()));
        parser.shorter("lock-timeout", limits.lock, "statement-timeout", limits.statement);
        parser.shorter("lock-timeout", limits.lock, "socket-timeout", limits.socket);
        parser.shorter("statement-timeout", limits.statement, "socket-timeout", limits.socket);
        return limits;
    }

    private static Client client(GatekeeperProperties properties, PropertyParser parser) {
        Optional<String> certificate = Optional.ofNullable(properties.sslRootCert());
        certificate.ifPresent(path -> parser.require(
                isReadableFile(path), "ssl-root-cert", path, "the path of a readable file in PEM format"));
        return new Client(properties.applicationName(), properties.sslMode(), certificate);
    }

    private static boolean isReadableFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
