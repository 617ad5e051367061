package io.gatekeeper.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.LongAdder;

/** Stands before a server, and counts how often clients wait for it. */
public final class RoundTrips implements AutoCloseable {

    private final ServerSocket listener;
    private final int serverPort;
    private final LongAdder count = new LongAdder();

    public RoundTrips(int serverPort) throws IOException {
        this.serverPort = serverPort;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        start(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    /** How many round trips it takes to do something. */
    public long of(Runnable something) {
        long before = count.sum();
        something.run();
        return count.sum() - before;
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort);
                client.setTcpNoDelay(true);
                server.setTcpNoDelay(true);
                start(() -> {
                    try (client) {
                        new ClientMessages(client.getInputStream(), server.getOutputStream(), count).passOn();
                    }
                });
                start(() -> {
                    try (server) {
                        server.getInputStream().transferTo(client.getOutputStream());
                    }
                });
            } catch (IOException e) {
                if (!listener.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private static void start(Transfer transfer) {
        Thread thread = new Thread(() -> {
            try {
                transfer.run();
            } catch (IOException e) {
                // One of the two has gone, and takes the other one along.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    @FunctionalInterface
    private interface Transfer {

        void run() throws IOException;
    }
}
