package io.gatekeeper.db.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A primary, and a standby that follows it: two PostgreSQLs from embedded binaries, wherever the other tests' one runs. */
public final class ReplicatedServer implements Closeable {

    private final PostgresServer primary;
    private final TcpProxy replication;
    private final PostgresServer standby;

    private ReplicatedServer(PostgresServer primary, TcpProxy replication, PostgresServer standby) {
        this.primary = primary;
        this.replication = replication;
        this.standby = standby;
    }

    /** What {@code initdb} makes, copied before the primary starts, is a base backup of it. */
    public static ReplicatedServer start(Path folder, Map<String, String> settings) throws IOException {
        Path backup = folder.resolve("standby");
        PostgresServer primary = PostgresServer.start(folder.resolve("primary"), settings, made -> copy(made, backup));
        TcpProxy replication = new TcpProxy("localhost", primary.port());
        PostgresServer standby =
                PostgresServer.start(backup, Map.of("fsync", "on"), copied -> follow(copied, replication.port()));
        return new ReplicatedServer(primary, replication, standby);
    }

    public PostgresServer primary() {
        return primary;
    }

    public PostgresServer standby() {
        return standby;
    }

    /** The way from the primary to the standby. */
    public TcpProxy replication() {
        return replication;
    }

    @Override
    public void close() throws IOException {
        replication.close();
        standby.close();
        primary.close();
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
