package io.gatekeeper.db.autoconfigure;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Connection details from {@code gatekeeper.db.*}. */
public final class PropertiesGatekeeperConnectionDetails implements GatekeeperConnectionDetails {

    private final GatekeeperProperties properties;

    /**
     * Checks the properties.
     *
     * @throws InvalidGatekeeperPropertiesException if some are missing or cannot be used, naming all of them
     */
    PropertiesGatekeeperConnectionDetails(GatekeeperProperties properties) {
        PropertyChecks.checkWithConnection(properties);
        this.properties = properties;
    }

    @Override
    public String getJdbcUrl() {
        ServerAddresses servers = ServerAddresses.parse(Objects.requireNonNull(properties.host()), properties.port());
        String database = URLEncoder.encode(Objects.requireNonNull(properties.database()), StandardCharsets.UTF_8);
        return "jdbc:postgresql://" + servers + "/" + database;
    }

    @Override
    public String getUsername() {
        return Objects.requireNonNull(properties.username());
    }

    @Override
    public String getPassword() {
        return Objects.requireNonNull(properties.password());
    }
}
