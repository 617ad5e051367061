package io.gatekeeper.db.servers;

import io.gatekeeper.db.testing.TestDatabase;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A primary, and a standby that follows it: two PostgreSQLs from embedded binaries, wherever the other tests' one runs. */
public final class ReplicatedServer implements AutoCloseable {

    private final EmbeddedPostgres primary;
    private final EmbeddedPostgres standby;

    private ReplicatedServer(EmbeddedPostgres primary, EmbeddedPostgres standby) {
        this.primary = primary;
        this.standby = standby;
    }

    /** What {@code initdb} makes, copied before the primary starts, is a base backup of it. */
    public static ReplicatedServer start(Path folder) throws IOException {
        Path backup = folder.resolve("standby");
        EmbeddedPostgres primary = EmbeddedPostgres.builder()
                .setDataDirectoryCustomizer(made -> copy(made.toPath(), backup))
                .start();
        EmbeddedPostgres standby = EmbeddedPostgres.builder()
                .setDataDirectory(backup)
                .setCleanDataDirectory(false)
                .setDataDirectoryCustomizer(copied -> follow(copied.toPath(), primary.getPort()))
                .start();
        return new ReplicatedServer(primary, standby);
    }

    public TestDatabase primary() {
        return database(primary);
    }

    public TestDatabase standby() {
        return database(standby);
    }

    @Override
    public void close() throws IOException {
        standby.close();
        primary.close();
    }

    private static TestDatabase database(EmbeddedPostgres server) {
        return new TestDatabase("localhost", server.getPort(), "postgres", "postgres", "postgres");
    }

    /** With the attributes, because PostgreSQL does not start where others may read. */
    private static void copy(Path from, Path to) {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void follow(Path folder, int port) {
        try {
            Files.createFile(folder.resolve("standby.signal"));
            Files.write(
                    folder.resolve("postgresql.auto.conf"),
                    List.of("primary_conninfo = 'host=localhost port=" + port + " user=postgres'"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
