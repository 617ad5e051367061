package io.gatekeeper.sample.postgres;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL on a free port of this machine, for this console alone: it listens on the loopback address and on no Unix
 * socket, every connection needs a password that no other user can read, and the console's own role is no superuser.
 */
final class EmbeddedServer implements GatekeeperConnectionDetails, AutoCloseable {

    private static final String ADDRESS = "127.0.0.1";

    /** Enough for a server that was killed to replay its log. */
    private static final Duration LONGEST_START = Duration.ofMinutes(1);

    private final Path folder;
    private final EmbeddedPostgres postgres;
    private final String password;

    private EmbeddedServer(Path folder, EmbeddedPostgres postgres, String password) {
        this.folder = folder;
        this.postgres = postgres;
        this.password = password;
    }

    /** Starts a server whose data are gone when it is closed. */
    static EmbeddedServer startTemporary() throws IOException {
        // Among the binaries, because there a later start also removes what a killed console left behind.
        Path workingFolder = WorkingFolder.prepare();
        Path folder = Files.createTempDirectory(workingFolder, "data-");
        try {
            return start(EmbeddedPostgres.builder().setCleanDataDirectory(true), folder, workingFolder);
        } catch (EmbeddedServerException e) {
            FileSystemUtils.deleteRecursively(folder);
            throw e;
        }
    }

    /** Starts a server on the data in a folder, which are still there when it is closed. */
    static EmbeddedServer startOn(Path folder) throws IOException {
        EmbeddedPostgres.Builder durable = EmbeddedPostgres.builder()
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on");
        return start(durable, Files.createDirectories(folder).toRealPath(), WorkingFolder.prepare());
    }

    private static EmbeddedServer start(EmbeddedPostgres.Builder builder, Path folder, Path workingFolder)
            throws IOException {
        try {
            Path password = Passwords.ofSuperuser(folder, workingFolder);
            String superuserPassword = Files.readString(password);
            EmbeddedPostgres postgres = builder
                    // The only options of initdb that can be set are said to be those of the locale.
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("pwfile", password.toString())
                    .setLocaleConfig("auth-local", "scram-sha-256")
                    .setLocaleConfig("auth-host", "scram-sha-256")
                    .setConnectConfig("password", superuserPassword)
                    .setServerConfig("listen_addresses", ADDRESS)
                    .setServerConfig("unix_socket_directories", "")
                    .setOverrideWorkingDirectory(workingFolder.toFile())
                    .setDataDirectory(folder)
                    .setPGStartupWait(LONGEST_START)
                    // Called while the folder is locked: a server that still works on it belongs to nobody.
                    .setDataDirectoryCustomizer(locked -> takeOver(folder, password))
                    // It would stop the server while the application still answers its last requests.
                    .setRegisterShutdownHook(false)
                    .start();
            return withRole(folder, postgres);
        } catch (IOException e) {
            // Started, but not in time.
            OrphanedServer.stop(folder);
            throw new EmbeddedServerException(folder, e);
        } catch (RuntimeException e) {
            throw new EmbeddedServerException(folder, e);
        }
    }

    private static EmbeddedServer withRole(Path folder, EmbeddedPostgres postgres) throws IOException {
        try {
            return new EmbeddedServer(folder, postgres, ApplicationRole.create(postgres.getPostgresDatabase()));
        } catch (RuntimeException e) {
            postgres.close();
            throw e;
        }
    }

    private static void takeOver(Path folder, Path password) {
        try {
            Path kept = folder.resolve(Passwords.FILE);
            if (!password.equals(kept)) {
                Files.move(password, kept);
            }
            OrphanedServer.stop(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String getJdbcUrl() {
        return "jdbc:postgresql://" + ADDRESS + ":" + postgres.getPort() + "/" + ApplicationRole.NAME;
    }

    @Override
    public String getUsername() {
        return ApplicationRole.NAME;
    }

    @Override
    public String getPassword() {
        return password;
    }

    /** {@return where its data are} */
    Path folder() {
        return folder;
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
