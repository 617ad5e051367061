package io.gatekeeper.db.autoconfigure;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that counts who connects, and hangs up. */
final class CountingServer implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket socket;

    CountingServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        Thread thread = new Thread(this::accept, "counting-server");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = socket.accept();
                connections.incrementAndGet();
                connection.close();
            }
        } catch (IOException e) {
            // Closed.
        }
    }
}
