package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.InvalidGatekeeperPropertiesException.Problem;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds everything that is wrong with the properties before anything is opened. Plain code, because Bean Validation does
 * nothing at all in an application without a provider of it, and prints rejected values.
 */
final class PropertyChecks {

    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<Problem> problems = new ArrayList<>();

    private PropertyChecks() {}

    /**
     * Checks what is needed whatever the connection comes from.
     *
     * @throws InvalidGatekeeperPropertiesException if something is wrong, naming all of it
     */
    static void check(GatekeeperProperties properties) {
        new PropertyChecks().storage(properties).limits(properties).report();
    }

    /**
     * Checks what is needed where the connection comes from the properties, too.
     *
     * @throws InvalidGatekeeperPropertiesException if something is wrong, naming all of it
     */
    static void checkWithConnection(GatekeeperProperties properties) {
        new PropertyChecks()
                .connection(properties)
                .storage(properties)
                .limits(properties)
                .report();
    }

    private PropertyChecks connection(GatekeeperProperties properties) {
        if (isPresent("host", properties.host(), "the server's name, for example localhost")) {
            host(properties.host());
        }
        if (properties.port() < 1 || properties.port() > 65_535) {
            problem("port", "is " + properties.port() + ", which is no port", "a number from 1 to 65535");
        }
        isPresent("database", properties.database(), "the database's name");
        isPresent("username", properties.username(), "the user to connect as");
        isPresent("password", properties.password(), "the user's password, best as ${SOME_VARIABLE}");
        return this;
    }

    private PropertyChecks storage(GatekeeperProperties properties) {
        if (isPresent(
                "schema", properties.schema(), "the schema for the gatekeeper's tables, for example gatekeeper")) {
            identifier("schema", properties.schema());
        }
        identifier("table", properties.table());
        if (!ZoneId.getAvailableZoneIds().contains(properties.zone().getId())) {
            problem(
                    "zone",
                    "is " + properties.zone() + ", which is no region",
                    "a region such as Europe/Berlin, or UTC");
        }
        return this;
    }

    private PropertyChecks limits(GatekeeperProperties properties) {
        limit("connect-timeout", properties.connectTimeout(), Duration.ofSeconds(1));
        limit("socket-timeout", properties.socketTimeout(), Duration.ofSeconds(1));
        limit("statement-timeout", properties.statementTimeout(), Duration.ZERO);
        limit("lock-timeout", properties.lockTimeout(), Duration.ZERO);
        shorter("lock-timeout", properties.lockTimeout(), "statement-timeout", properties.statementTimeout());
        shorter("lock-timeout", properties.lockTimeout(), "socket-timeout", properties.socketTimeout());
        shorter("statement-timeout", properties.statementTimeout(), "socket-timeout", properties.socketTimeout());
        String certificate = properties.sslRootCert();
        if (certificate != null && !isReadableFile(certificate)) {
            problem("ssl-root-cert", "is no file that can be read", "the path of a file in PEM format");
        }
        return this;
    }

    private static boolean isReadableFile(String path) {
        try {
            return Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private boolean isPresent(String property, @Nullable String value, String remedy) {
        if (value == null || value.isBlank()) {
            problem(property, "is missing", remedy);
            return false;
        }
        return true;
    }

    private void host(@Nullable String value) {
        try {
            ServerAddresses.parse(value == null ? "" : value, 1);
        } catch (IllegalArgumentException e) {
            problem(
                    "host",
                    "is not the name or address of a server, nor a list of them",
                    "for example localhost, or db1,db2:5433 for several");
        }
    }

    private void identifier(String property, @Nullable String value) {
        try {
            SqlIdentifier.of(value == null ? "" : value);
        } catch (IllegalArgumentException e) {
            problem(
                    property,
                    "is not an SQL identifier",
                    "a letter or underscore, then letters, digits or underscores," + " at most "
                            + SqlIdentifier.MAX_BYTES + " bytes");
        }
    }

    private void limit(String property, Duration value, Duration shortest) {
        boolean wholeSeconds = shortest.isZero() || value.toSeconds() * 1_000 == value.toMillis();
        if (value.compareTo(shortest) < 0 || value.compareTo(LONGEST) > 0 || !wholeSeconds) {
            problem(
                    property,
                    "is out of range",
                    shortest.isZero() ? "from 0 (left to the server) to 1h" : "whole seconds, from 1s to 1h");
        }
    }

    private void shorter(String property, Duration value, String other, Duration limit) {
        if (isSet(value) && isSet(limit) && value.compareTo(limit) >= 0) {
            problem(property, "is not shorter than gatekeeper.db." + other, "less than that");
        }
    }

    private static boolean isSet(Duration limit) {
        return limit.compareTo(Duration.ZERO) > 0;
    }

    private void problem(String property, String fault, String remedy) {
        problems.add(new Problem("gatekeeper.db." + property, fault, remedy));
    }

    private void report() {
        if (!problems.isEmpty()) {
            throw new InvalidGatekeeperPropertiesException(problems);
        }
    }
}
