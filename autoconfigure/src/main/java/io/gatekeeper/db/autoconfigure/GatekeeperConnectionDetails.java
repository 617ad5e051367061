package io.gatekeeper.db.autoconfigure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * Where the gatekeeper's database is. A bean of this type takes the place of {@code gatekeeper.db.host}, {@code port},
 * {@code database}, {@code username} and {@code password}; the time limits and the pool's settings apply to it all the
 * same.
 */
public interface GatekeeperConnectionDetails extends ConnectionDetails {

    /**
     * {@return a {@code jdbc:postgresql:} URL without user name and password} Where it names several hosts, the primary of
     * them is used, unless it says otherwise.
     */
    String getJdbcUrl();

    /** {@return the user to connect as} */
    String getUsername();

    /** {@return the user's password, or null where the server asks for none} */
    @Nullable
    String getPassword();
}
