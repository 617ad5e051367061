package io.gatekeeper.db.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that counts who connects, and hangs up. */
public final class CountingServer implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final ServerSocket socket;

    public CountingServer() throws IOException {
        socket = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        Thread thread = new Thread(this::accept, "counting-server");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return socket.getLocalPort();
    }

    public int connections() {
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
