package io.gatekeeper.db.testing;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/**
 * Gives each application context of the tests that import it a database of its own on the {@linkplain TestPostgres test
 * server}. It takes the place of {@code gatekeeper.db.host} and the like, whatever the application configures.
 */
@TestConfiguration(proxyBeanMethods = false)
public class TestPostgresConfiguration {

    @Bean
    GatekeeperConnectionDetails gatekeeperConnectionDetails() {
        return TestPostgres.newDatabase().connectionDetails();
    }
}
