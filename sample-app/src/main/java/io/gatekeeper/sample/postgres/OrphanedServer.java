package io.gatekeeper.sample.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived its application, as it does when that is killed. It, or a process that has by chance got its
 * number since, would keep a new server from the same data.
 */
final class OrphanedServer {

    private static final Logger log = LoggerFactory.getLogger(OrphanedServer.class);

    private static final Duration LONGEST_STOP = Duration.ofSeconds(30);

    private OrphanedServer() {}

    /** Stops the server that works on a folder of data, which the caller has locked, if there is one. */
    static void stop(Path folder) throws IOException {
        Path pidFile = folder.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            long pid = Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
            Optional<ProcessHandle> process = ProcessHandle.of(pid);
            // Where the arguments cannot be seen, nothing is done, and PostgreSQL itself refuses a second server.
            Optional<String[]> arguments = process.flatMap(found -> found.info().arguments());
            if (process.isPresent() && arguments.isPresent()) {
                if (Arrays.asList(arguments.get()).containsAll(List.of("-D", folder.toString()))) {
                    log.warn("Stopping the PostgreSQL (process {}) that a killed console left behind", pid);
                    stop(process.get());
                } else {
                    Files.delete(pidFile);
                }
            }
        }
    }

    private static void stop(ProcessHandle server) throws IOException {
        server.destroy();
        try {
            server.onExit()
                    .orTimeout(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IOException("process " + server.pid() + " does not stop", e);
        }
    }
}
