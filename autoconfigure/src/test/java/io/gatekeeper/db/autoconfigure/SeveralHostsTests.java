package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.servers.CountingServer;
import io.gatekeeper.db.servers.TcpProxy;
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
    void aHostThatRefusesIsPassedOver() throws IOException {
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
    void aHostThatIsSilentIsPassedOver() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getByName("localhost"))) {
            assertThatTheSecondIsUsed("localhost:" + silent.getLocalPort());
        }
    }

    /** Behind a port of its own, or the driver would remember the server from another test and ask it first. */
    private void assertThatTheSecondIsUsed(String first) throws IOException {
        try (TcpProxy second = new TcpProxy(database.host(), database.port())) {
            application
                    .withPropertyValues(
                            "gatekeeper.db.host=" + first + ",localhost:" + second.port(),
                            "gatekeeper.db.connect-timeout=5s",
                            "gatekeeper.db.socket-timeout=2s",
                            "gatekeeper.db.statement-timeout=1s",
                            "gatekeeper.db.lock-timeout=500ms",
                            "gatekeeper.db.hikari.data-source-properties.sslResponseTimeout=1000",
                            "gatekeeper.db.hikari.maximum-pool-size=1")
                    .run(context -> assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                            .isEqualTo(database.name()));
        }
    }
}
