package io.gatekeeper.db.servers;

import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.testing.TestDatabase;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A real pooler, which gives two connections to the transactions of all its clients. */
public final class PgBouncer implements AutoCloseable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String HOST = LOOPBACK.getHostAddress();

    private final Path directory = readableByAll(Files.createTempDirectory("pgbouncer"), "rwxr-xr-x");
    private final Path log = directory.resolve("log");
    private final int port = freePort();
    private final TestDatabase server;
    private final Process process;

    private PgBouncer(TestDatabase server, String ignored) throws IOException {
        this.server = server;
        this.process = new ProcessBuilder(command(settings(ignored)))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // For the case that the tests are ended in between.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        try {
            await().until(this::accepts);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static boolean isInstalled() {
        return executable().isPresent();
    }

    public static PgBouncer before(TestDatabase server) throws IOException {
        return new PgBouncer(server, "");
    }

    /** One that does not refuse a parameter of the start-up that it does not know. */
    public static PgBouncer ignoring(String parameter, TestDatabase server) throws IOException {
        return new PgBouncer(server, parameter);
    }

    /** The server's database, by way of the pooler. */
    public TestDatabase database() {
        return new TestDatabase(HOST, port, server.name(), server.username(), server.password());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(directory);
    }

    private Path settings(String ignored) throws IOException {
        Path users = write("users.txt", "\"%s\" \"%s\"\n".formatted(server.username(), server.password()));
        return write("pgbouncer.ini", """
                [databases]
                * = host=%s port=%d

                [pgbouncer]
                listen_addr = %s
                listen_port = %d
                unix_socket_dir =
                auth_type = trust
                auth_file = %s
                pool_mode = transaction
                default_pool_size = 2
                ignore_startup_parameters = %s
                """.formatted(server.host(), server.port(), HOST, port, users, ignored));
    }

    private Path write(String name, String text) throws IOException {
        return readableByAll(Files.writeString(directory.resolve(name), text), "rw-r--r--");
    }

    private boolean accepts() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException("PgBouncer has ended: " + Files.readString(log));
        }
        try (Socket client = new Socket(LOOPBACK, port)) {
            return client.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    /** It refuses to run as root. */
    private static List<String> command(Path settings) {
        String executable = executable().orElseThrow().toString();
        return System.getProperty("user.name").equals("root")
                ? List.of(executable, "--user=nobody", settings.toString())
                : List.of(executable, settings.toString());
    }

    /** Where Debian puts it, only root's path leads to. */
    private static Optional<Path> executable() {
        return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
                .map(folder -> Path.of(folder, "pgbouncer"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            return socket.getLocalPort();
        }
    }

    private static Path readableByAll(Path path, String permissions) throws IOException {
        return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }
}
