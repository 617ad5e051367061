package io.gatekeeper.db.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands before a server, and can make it unavailable: connections break, and further ones are rejected. */
public final class TcpProxy implements AutoCloseable {

    private final InetSocketAddress server;
    private final Passage answers;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Listener listener;

    public TcpProxy(String host, int port) throws IOException {
        this(host, port, InputStream::transferTo);
    }

    /**
     * Begins to listen.
     *
     * @param answers how the server's answers get to the client; when it returns, the connection is broken
     */
    TcpProxy(String host, int port, Passage answers) throws IOException {
        this.server = new InetSocketAddress(host, port);
        this.answers = answers;
        Listener first = new Listener(0, this::serve);
        this.port = first.port();
        this.listener = first;
    }

    public int port() {
        return port;
    }

    public void cut() {
        Listener open = listener;
        listener = null;
        closeQuietly(open);
        sockets.forEach(TcpProxy::closeQuietly);
    }

    public void restore() {
        try {
            listener = new Listener(port, this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private void serve(Socket client) throws IOException {
        Socket upstream = new Socket();
        sockets.add(client);
        sockets.add(upstream);
        try (upstream) {
            upstream.connect(server);
            if (listener == null) {
                // It was cut in between, and did not know of these two.
                return;
            }
            Listener.inBackground(() -> {
                try (client;
                        upstream) {
                    answers.pass(upstream.getInputStream(), client.getOutputStream());
                }
            });
            client.getInputStream().transferTo(upstream.getOutputStream());
        } finally {
            sockets.remove(client);
            sockets.remove(upstream);
        }
    }

    private static void closeQuietly(@Nullable AutoCloseable closeable) {
        try {
            if (closeable != null) {
                closeable.close();
            }
        } catch (Exception e) {
            // It is gone either way.
        }
    }

    /** The way in one direction, to the end of the connection. */
    interface Passage {

        void pass(InputStream in, OutputStream out) throws IOException;
    }
}
