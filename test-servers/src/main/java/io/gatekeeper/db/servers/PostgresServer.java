package io.gatekeeper.db.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL from embedded binaries that can be killed or frozen, and goes on with its data, on its port. */
public final class PostgresServer implements Closeable {

    private final Path data;
    private final Map<String, String> settings;
    private EmbeddedPostgres postgres;

    private PostgresServer(Path data, Map<String, String> settings, Consumer<Path> prepared) throws IOException {
        this.data = data;
        this.settings = settings;
        this.postgres = builder()
                .setDataDirectoryCustomizer(made -> prepared.accept(made.toPath()))
                .start();
    }

    /** Starts one without anything in it. */
    public static PostgresServer start(Path data, Map<String, String> settings) throws IOException {
        return start(data, settings, made -> {});
    }

    /**
     * Starts one.
     *
     * @param prepared what is done to its data before it runs
     */
    static PostgresServer start(Path data, Map<String, String> settings, Consumer<Path> prepared) throws IOException {
        return new PostgresServer(data, settings, prepared);
    }

    public int port() {
        return postgres.getPort();
    }

    public DataSource dataSource() {
        return postgres.getPostgresDatabase();
    }

    /** Shuts it down as an upgrade does, without waiting for its clients, and starts it again. */
    public void restart() throws IOException {
        int port = port();
        postgres.close();
        postgres = builder().setPort(port).start();
    }

    /** Ends all of its processes at once, as a crash does. */
    public void kill() throws IOException {
        signal("KILL");
        ProcessHandle.of(postmaster()).ifPresent(process -> process.onExit().join());
    }

    /** Has it stand still: it takes connections, and answers nothing. */
    public void freeze() throws IOException {
        signal("STOP");
    }

    public void thaw() throws IOException {
        signal("CONT");
    }

    @Override
    public void close() throws IOException {
        postgres.close();
        FileSystemUtils.deleteRecursively(data);
    }

    /** That of the postmaster first, so that no process is forgotten that it starts meanwhile. */
    private void signal(String name) throws IOException {
        ProcessHandle postmaster = ProcessHandle.of(postmaster()).orElseThrow();
        signal(name, Stream.of(postmaster));
        signal(name, postmaster.descendants());
    }

    private static void signal(String name, Stream<ProcessHandle> processes) throws IOException {
        List<String> command = new ArrayList<>(List.of("kill", "-" + name));
        processes.map(process -> Long.toString(process.pid())).forEach(command::add);
        new ProcessBuilder(command).start().onExit().join();
    }

    private long postmaster() throws IOException {
        return Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0));
    }

    private EmbeddedPostgres.Builder builder() {
        EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setLocaleConfig("locale", "C");
        settings.forEach(builder::setServerConfig);
        return builder;
    }
}
