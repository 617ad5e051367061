package io.gatekeeper.db.servers;

import java.io.Closeable;
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
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/** A real pooler, which gives two connections to the transactions of all its clients. */
public final class PgBouncer implements Closeable {

    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String HOST = LOOPBACK.getHostAddress();
    private static final int LOOK_EVERY_MILLIS = 20;

    private final Path directory = readableByAll(Files.createTempDirectory("pgbouncer"), "rwxr-xr-x");
    private final Path log = directory.resolve("log");
    private final int port = freePort();
    private final Path settings;
    private Process process;

    private PgBouncer(String serverHost, int serverPort, String username, String password, String ignored)
            throws IOException {
        this.settings = settings(serverHost, serverPort, username, password, ignored);
        this.process = start();
        // For the case that the tests are ended in between.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> process.destroyForcibly()));
    }

    public static boolean isInstalled() {
        return executable().isPresent();
    }

    /**
     * Starts one before a server.
     *
     * @param parameter of the start-up, which it does not know and does not refuse; may be empty
     */
    public static PgBouncer ignoring(String parameter, String host, int port, String username, String password)
            throws IOException {
        return new PgBouncer(host, port, username, password, parameter);
    }

    public int port() {
        return port;
    }

    /** Kills it, and starts it again on the same port. */
    public void restart() throws IOException {
        process.destroyForcibly().onExit().join();
        process = start();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly().onExit().join();
        FileSystemUtils.deleteRecursively(directory);
    }

    private Process start() throws IOException {
        Process started = new ProcessBuilder(command(settings))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!accepts()) {
            if (exits(started)) {
                throw new IllegalStateException("PgBouncer has ended: " + Files.readString(log));
            }
        }
        return started;
    }

    private Path settings(String serverHost, int serverPort, String username, String password, String ignored)
            throws IOException {
        Path users = write("users.txt", "\"%s\" \"%s\"\n".formatted(username, password));
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
                """.formatted(serverHost, serverPort, HOST, port, users, ignored));
    }

    private Path write(String name, String text) throws IOException {
        return readableByAll(Files.writeString(directory.resolve(name), text), "rw-r--r--");
    }

    private boolean accepts() throws IOException {
        try (Socket client = new Socket(LOOPBACK, port)) {
            return client.isConnected();
        } catch (ConnectException e) {
            return false;
        }
    }

    private static boolean exits(Process started) {
        try {
            return started.waitFor(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
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
