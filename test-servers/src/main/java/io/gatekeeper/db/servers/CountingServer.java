package io.gatekeeper.db.servers;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

/** A server that counts who connects, and hangs up. */
public final class CountingServer implements AutoCloseable {

    private final AtomicInteger connections = new AtomicInteger();
    private final Listener listener;

    public CountingServer() throws IOException {
        listener = new Listener(0, client -> connections.incrementAndGet());
    }

    public int port() {
        return listener.port();
    }

    public int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
