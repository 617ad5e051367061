package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.failure.InvalidGatekeeperPropertiesException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Connection details from {@code gatekeeper.db.*}. */
public final class PropertiesGatekeeperConnectionDetails implements GatekeeperConnectionDetails {

    private final GatekeeperSettings settings;
    private final String url;
    private final String username;
    private final @Nullable String password;

    /**
     * Parses the properties: those of the connection and all others, so that one failure names everything.
     *
     * @throws InvalidGatekeeperPropertiesException if some are missing or cannot be used, naming all of them
     */
    PropertiesGatekeeperConnectionDetails(GatekeeperProperties properties) {
        PropertyParser parser = new PropertyParser();
        int port = properties.port();
        Optional<ServerAddresses> servers = parser.required(
                        "host", properties.host(), "the server's name, for example localhost")
                .flatMap(host -> parser.servers("host", host, port));
        parser.require(port > 0 && port <= ServerAddresses.LAST_PORT, "port", port, "a number from 1 to 65535");
        Optional<String> database = parser.required("database", properties.database(), "the database's name");
        Optional<String> user = parser.required("username", properties.username(), "the user to connect as");
        Optional<String> secret = Optional.ofNullable(properties.password())
                .filter(value -> !value.isEmpty())
                .flatMap(value -> parser.resolved("password", value));
        settings = GatekeeperSettings.from(properties, parser);
        url = "jdbc:postgresql://" + servers.orElseThrow() + "/"
                + URLEncoder.encode(database.orElseThrow(), StandardCharsets.UTF_8);
        username = user.orElseThrow();
        password = secret.orElse(null);
    }

    GatekeeperSettings settings() {
        return settings;
    }

    @Override
    public String getJdbcUrl() {
        return url;
    }

    @Override
    public String getUsername() {
        return username;
    }

    @Override
    public @Nullable String getPassword() {
        return password;
    }
}
