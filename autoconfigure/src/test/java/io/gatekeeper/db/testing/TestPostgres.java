package io.gatekeeper.db.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A real PostgreSQL, started once per JVM: in a container where a Docker engine answers, else from embedded binaries. The
 * system property {@code gatekeeper.test.postgres} chooses: {@code auto}, {@code docker}, {@code embedded}, or the JDBC
 * URL, with user and password, of a server on which databases can be created.
 */
public final class TestPostgres {

    private static final TestDatabase SERVER = start(System.getProperty("gatekeeper.test.postgres", "auto"));
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private TestPostgres() {}

    /** Creates a database of one's own, to be used as a superuser. */
    public static TestDatabase newDatabase() {
        String name = "gatekeeper_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        SERVER.client().sql("create database " + name).update();
        return SERVER.named(name);
    }

    private static TestDatabase start(String choice) {
        return switch (choice) {
            case "auto" -> isDockerRunning() ? docker() : embedded();
            case "docker" -> docker();
            case "embedded" -> embedded();
            default -> external(choice);
        };
    }

    /** Looks for the socket first: asking for an engine that is not there takes a second and logs an error. */
    private static boolean isDockerRunning() {
        return (System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock")))
                && DockerClientFactory.instance().isDockerAvailable();
    }

    private static TestDatabase docker() {
        PostgreSQLContainer container = new PostgreSQLContainer("postgres:18-alpine");
        container.start();
        return new TestDatabase(
                container.getHost(),
                container.getFirstMappedPort(),
                container.getDatabaseName(),
                container.getUsername(),
                container.getPassword());
    }

    private static TestDatabase embedded() {
        try {
            EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                    .setServerConfig("fsync", "off")
                    .setServerConfig("max_connections", "400")
                    .start();
            return new TestDatabase("localhost", postgres.getPort(), "postgres", "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static TestDatabase external(String url) {
        PGSimpleDataSource server = new PGSimpleDataSource();
        server.setUrl(url);
        return new TestDatabase(
                server.getServerNames()[0],
                server.getPortNumbers()[0],
                server.getDatabaseName(),
                server.getUser(),
                server.getPassword());
    }
}
