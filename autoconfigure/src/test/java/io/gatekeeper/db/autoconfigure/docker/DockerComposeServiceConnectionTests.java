package io.gatekeeper.db.autoconfigure.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;
import static org.mockito.Mockito.mock;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/** What a service of a Docker Compose file says about where the database is. */
class DockerComposeServiceConnectionTests {

    private final RunningService service = mock();

    @Test
    void theEnvironmentOfThePostgresImageIsUsed() {
        Map<String, String> environment =
                Map.of("POSTGRES_USER", "guard", "POSTGRES_PASSWORD", "secret", "POSTGRES_DB", "home");

        assertDetails("postgres:18", environment, "home", "guard", "secret");
    }

    @Test
    void soIsThatOfTheBitnamiImage() {
        Map<String, String> environment =
                Map.of("POSTGRESQL_USERNAME", "guard", "POSTGRESQL_PASSWORD", "secret", "POSTGRESQL_DATABASE", "home");

        assertDetails("bitnami/postgresql:18", environment, "home", "guard", "secret");
    }

    @Test
    void aDatabaseWithoutANameIsNamedLikeItsUser() {
        assertDetails("postgres", Map.of("POSTGRES_USER", "guard"), "guard", "guard", "");
    }

    @Test
    void withoutAnythingItIsThatOfTheSuperuser() {
        assertDetails("postgres", Map.of("POSTGRES_PASSWORD", "secret"), "postgres", "postgres", "secret");
    }

    @Test
    void aServiceOfAnotherImageIsNotForTheGatekeeper() {
        assertThat(details("mysql:9", Map.of())).isNull();
    }

    private void assertDetails(
            String image, Map<String, String> environment, String database, String username, String password) {
        GatekeeperConnectionDetails details = Objects.requireNonNull(details(image, environment));

        assertThat(details.getJdbcUrl()).isEqualTo("jdbc:postgresql://127.0.0.1:49154/" + database);
        assertThat(details.getUsername()).isEqualTo(username);
        assertThat(details.getPassword()).isEqualTo(password);
    }

    private @Nullable GatekeeperConnectionDetails details(String image, Map<String, String> environment) {
        ConnectionPorts ports = mock();
        DockerComposeConnectionSource source = mock();
        given(ports.get(5432)).willReturn(49154);
        given(service.host()).willReturn("127.0.0.1");
        given(service.ports()).willReturn(ports);
        given(service.image()).willReturn(ImageReference.of(image));
        given(service.env()).willReturn(environment);
        given(source.getRunningService()).willReturn(service);
        return new GatekeeperDockerComposeConnectionDetailsFactory().getConnectionDetails(source);
    }
}
