package io.gatekeeper.db.autoconfigure.docker;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;

/** Connects the gatekeeper to the PostgreSQL of the application's Docker Compose file. */
final class GatekeeperDockerComposeConnectionDetailsFactory
        extends DockerComposeConnectionDetailsFactory<GatekeeperConnectionDetails> {

    private static final String[] IMAGES = {"postgres", "bitnami/postgresql"};
    private static final int PORT = 5432;

    GatekeeperDockerComposeConnectionDetailsFactory() {
        super(IMAGES);
    }

    @Override
    protected GatekeeperConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
        return new Details(source.getRunningService());
    }

    private static final class Details extends DockerComposeConnectionDetails implements GatekeeperConnectionDetails {

        private final String url;
        private final String username;
        private final String password;

        Details(RunningService service) {
            super(service);
            Map<String, String> environment = service.env();
            username = first(environment, "postgres", "POSTGRES_USER", "POSTGRESQL_USER", "POSTGRESQL_USERNAME");
            password = first(environment, "", "POSTGRES_PASSWORD", "POSTGRESQL_PASSWORD");
            url = "jdbc:postgresql://%s:%d/%s"
                    .formatted(
                            service.host(),
                            service.ports().get(PORT),
                            first(environment, username, "POSTGRES_DB", "POSTGRESQL_DB", "POSTGRESQL_DATABASE"));
        }

        private static String first(Map<String, String> environment, String absent, String... names) {
            return Stream.of(names)
                    .map(environment::get)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse(absent);
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
        public String getPassword() {
            return password;
        }
    }
}
