package io.gatekeeper.sample.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A server that outlived its application, as it does when that is killed. It, or a process that has by chance got its
 * number since, would keep a new server from the same data.
 */
final class OrphanedServer {

    private static final Logger log = LoggerFactory.getLogger(OrphanedServer.class);

    private static final int LONGEST_STOP_SECONDS = 30;

    private OrphanedServer() {}

    /**
     * Stops the server that works on a folder, if there is one.
     *
     * @param folder the folder of its data, locked by the caller
     */
    static void stop(Path folder) {
        Path pidFile = folder.resolve("postmaster.pid");
        if (Files.exists(pidFile)) {
            ProcessHandle.of(pid(pidFile)).ifPresent(process -> stop(process, folder, pidFile));
        }
    }

    private static void stop(ProcessHandle process, Path folder, Path pidFile) {
        // Where the arguments cannot be seen, nothing is done, and PostgreSQL itself refuses a second server.
        process.info().arguments().map(Arrays::asList).ifPresent(arguments -> {
            if (arguments.containsAll(List.of("-D", folder.toString()))) {
                log.warn("Stopping the PostgreSQL (process {}) that a killed console left behind", process.pid());
                stop(process);
            } else {
                delete(pidFile);
            }
        });
    }

    private static void stop(ProcessHandle server) {
        server.destroy();
        try {
            server.onExit().get(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while stopping process " + server.pid(), e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("process " + server.pid() + " does not stop", e);
        }
    }

    private static long pid(Path pidFile) {
        try {
            return Long.parseLong(Files.readAllLines(pidFile).get(0).trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path pidFile) {
        try {
            Files.delete(pidFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
