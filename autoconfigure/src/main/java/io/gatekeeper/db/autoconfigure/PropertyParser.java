package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.failure.InvalidGatekeeperPropertiesException;
import io.gatekeeper.db.autoconfigure.failure.InvalidGatekeeperPropertiesException.Problem;
import io.gatekeeper.db.sql.SqlIdentifier;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.convert.DurationStyle;

/**
 * Parses one property after the other, and collects what is wrong until all of it can be named at once. Plain code,
 * because Bean Validation does nothing at all in an application without a provider of it, and prints rejected values; here
 * a value stands in a message only where it cannot be a secret in the wrong place.
 */
final class PropertyParser {

    /** The whole value, because a password may contain anything. */
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[\\w.-]+}");

    private static final Duration LONGEST = Duration.ofHours(1);

    private final List<Problem> problems = new ArrayList<>();

    Optional<String> required(String property, @Nullable String value, String remedy) {
        if (value == null || value.isBlank()) {
            problem(property, "is missing", remedy);
            return Optional.empty();
        }
        return resolved(property, value);
    }

    /** Boot leaves a placeholder as it is where nothing has that name. */
    Optional<String> resolved(String property, String value) {
        if (!PLACEHOLDER.matcher(value).matches()) {
            return Optional.of(value);
        }
        problem(
                property,
                "is the placeholder " + value + ", which nothing resolves",
                "the value, or set the variable or property that the placeholder names");
        return Optional.empty();
    }

    Optional<ServerAddresses> servers(String property, String value, int defaultPort) {
        try {
            return Optional.of(ServerAddresses.parse(value, defaultPort));
        } catch (IllegalArgumentException e) {
            problem(property, e.getMessage(), "for example localhost, or db1,db2:5433 for several");
            return Optional.empty();
        }
    }

    Optional<SqlIdentifier> identifier(String property, String value) {
        try {
            return Optional.of(SqlIdentifier.of(value));
        } catch (IllegalArgumentException e) {
            String remedy = "a letter or underscore, then letters, digits or underscores, at most %d bytes";
            problem(property, "is not an SQL identifier", remedy.formatted(SqlIdentifier.MAX_BYTES));
            return Optional.empty();
        }
    }

    Duration wholeSeconds(String property, Duration value) {
        boolean whole = value.equals(value.truncatedTo(ChronoUnit.SECONDS));
        boolean fits = whole && value.compareTo(Duration.ofSeconds(1)) >= 0 && value.compareTo(LONGEST) <= 0;
        return require(fits, property, value, "whole seconds, from 1s to 1h");
    }

    /** Zero is no limit of ours. */
    Duration limit(String property, Duration value) {
        boolean fits = !value.isNegative() && value.compareTo(LONGEST) <= 0;
        return require(fits, property, value, "from 0 (left to the server) to 1h");
    }

    void shorter(String property, Duration value, String other, Duration longer) {
        boolean bothSet = value.compareTo(Duration.ZERO) > 0 && longer.compareTo(Duration.ZERO) > 0;
        String demand = "shorter than gatekeeper.db.%s, which is %s".formatted(other, written(longer));
        require(!bothSet || value.compareTo(longer) < 0, property, value, demand);
    }

    boolean readableFile(String property, String path) {
        boolean readable;
        try {
            readable = Files.isRegularFile(Path.of(path)) && Files.isReadable(Path.of(path));
        } catch (InvalidPathException e) {
            readable = false;
        }
        require(readable, property, path, "the path of a readable file in PEM format");
        return readable;
    }

    <T> T require(boolean fits, String property, T value, String demand) {
        if (!fits) {
            Object shown = value instanceof Duration duration ? written(duration) : value;
            problem(property, "is " + shown + "; it must be " + demand, demand);
        }
        return value;
    }

    /**
     * Ends the parsing.
     *
     * @throws InvalidGatekeeperPropertiesException if something is wrong, naming all of it
     */
    void report() {
        if (!problems.isEmpty()) {
            throw new InvalidGatekeeperPropertiesException(problems);
        }
    }

    private void problem(String property, @Nullable String fault, String remedy) {
        problems.add(new Problem("gatekeeper.db." + property, String.valueOf(fault), remedy));
    }

    /** The way it is written in a configuration. */
    static String written(Duration value) {
        return Stream.of(ChronoUnit.HOURS, ChronoUnit.MINUTES, ChronoUnit.SECONDS, ChronoUnit.MILLIS)
                .filter(unit -> !value.isZero() && value.equals(value.truncatedTo(unit)))
                .findFirst()
                .map(unit -> DurationStyle.SIMPLE.print(value, unit))
                .orElse(value.isZero() ? "0" : value.toString());
    }
}
