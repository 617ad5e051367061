package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where several hosts are named, one that does not answer is passed over. */
class SeveralHostsTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @Test
    void aHostThatRefusesIsPassedOver() {
        assertThatTheSecondIsUsed("localhost:1");
    }

    @Test
    void aHostThatHangsUpIsPassedOver() throws IOException {
        try (CountingServer hangingUp = new CountingServer()) {
            assertThatTheSecondIsUsed("localhost:" + hangingUp.port());
            assertThat(hangingUp.connections()).isPositive();
        }
    }

    @Test
    void aHostThatIsSilentIsPassedOverThoughThePoolWaitsNoLongerThanForOne() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
            assertThatTheSecondIsUsed("localhost:" + silent.getLocalPort());
        }
    }

    private void assertThatTheSecondIsUsed(String first) {
        application
                .withPropertyValues(
                        "gatekeeper.db.host=" + first + "," + database.host(),
                        "gatekeeper.db.connect-timeout=2s",
                        "gatekeeper.db.hikari.data-source-properties.sslResponseTimeout=2000",
                        "gatekeeper.db.hikari.maximum-pool-size=1")
                .run(context -> assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                        .isEqualTo(database.name()));
    }
}
