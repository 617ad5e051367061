package io.gatekeeper.db.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.util.ClassUtils;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.PostgreSQLContainer;

/** A PostgreSQL in a container. Apart from {@link TestPostgres}, which must load without Testcontainers. */
final class TestContainer {

    /** What is there if Testcontainers' PostgreSQL is. */
    static final String LIBRARY = "org.testcontainers.containers.PostgreSQLContainer";

    private TestContainer() {}

    /** Looks for the socket first: asking for an engine that is not there takes a second and logs an error. */
    static boolean isPossible() {
        return ClassUtils.isPresent(LIBRARY, TestContainer.class.getClassLoader())
                && (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    /** The class that Testcontainers 1 and 2 have in common. */
    @SuppressWarnings({"deprecation", "resource"})
    static TestDatabase start() {
        PostgreSQLContainer<?> container = new PostgreSQLContainer<>("postgres:18-alpine");
        container.start();
        return new TestDatabase(
                container.getHost(),
                container.getFirstMappedPort(),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    }
}
