package io.gatekeeper.sample.postgres;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/** A PostgreSQL on a free port of this machine, reachable from this machine alone. */
final class EmbeddedServer implements GatekeeperConnectionDetails, AutoCloseable {

    private static final String SUPERUSER = "postgres";

    /** Enough for a server that was killed to replay its log. */
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final EmbeddedPostgres postgres;

    private EmbeddedServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts a server whose data are gone when it is closed. */
    static EmbeddedServer startTemporary() throws IOException {
        // Among the binaries, because there a later start also removes what a killed console left behind.
        Path folder = Files.createTempDirectory(WorkingFolder.prepare(), "data-");
        try {
            return start(EmbeddedPostgres.builder().setCleanDataDirectory(true), folder);
        } catch (EmbeddedServerException e) {
            FileSystemUtils.deleteRecursively(folder);
            throw e;
        }
    }

    /** Starts a server on the data in a folder, which are still there when it is closed. */
    static EmbeddedServer startOn(Path folder) throws IOException {
        WorkingFolder.prepare();
        EmbeddedPostgres.Builder durable = EmbeddedPostgres.builder()
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        return start(durable, Files.createDirectories(folder).toRealPath());
    }

    private static EmbeddedServer start(EmbeddedPostgres.Builder builder, Path folder) {
        try {
            return new EmbeddedServer(builder.setDataDirectory(folder)
                    .setLocaleConfig("locale", "C")
                    .setPGStartupWait(LONGEST_START)
                    // Called while the folder is locked: a server that still works on it belongs to nobody.
                    .setDataDirectoryCustomizer(locked -> OrphanedServer.stop(folder))
                    // It would stop the server while the application still answers its last requests.
                    .setRegisterShutdownHook(false)
                    .start());
        } catch (IOException e) {
            // Started, but not in time.
            OrphanedServer.stop(folder);
            throw new EmbeddedServerException(folder, e);
        } catch (RuntimeException e) {
            throw new EmbeddedServerException(folder, e);
        }
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public String getUsername() {
        return SUPERUSER;
    }

    /** Any will do: the server trusts this machine. */
    @Override
    public String getPassword() {
        return SUPERUSER;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
