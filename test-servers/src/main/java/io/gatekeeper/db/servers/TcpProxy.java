package io.gatekeeper.db.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Stands before a server, and can make it unavailable: connections break, and further ones are rejected; or the network falls
 * silent, and nobody learns that nothing arrives any more.
 */
public final class TcpProxy implements Closeable {

    private final InetSocketAddress server;
    private final Passage requests;
    private final Passage answers;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile @Nullable Listener listener;
    private volatile CountDownLatch heard = new CountDownLatch(0);

    public TcpProxy(String host, int port) throws IOException {
        this(host, port, InputStream::transferTo, InputStream::transferTo);
    }

    /**
     * Begins to listen.
     *
     * @param requests how what the client sends gets to the server; when it returns, the connection is broken
     * @param answers how the server's answers get to the client; likewise
     */
    TcpProxy(String host, int port, Passage requests, Passage answers) throws IOException {
        this.server = new InetSocketAddress(host, port);
        this.requests = requests;
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
        cutConnections();
    }

    /** Breaks the connections that there are. */
    public void cutConnections() {
        heard.countDown();
        sockets.forEach(TcpProxy::closeQuietly);
    }

    public void restore() {
        try {
            listener = new Listener(port, this::serve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets nothing through any more, and closes nothing. Connections are still accepted, as a router may do. */
    public void fallSilent() {
        heard = new CountDownLatch(1);
    }

    /** Lets everything through again, also what was sent meanwhile. */
    public void speakAgain() {
        heard.countDown();
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
                    answers.pass(new Heard(upstream.getInputStream()), client.getOutputStream());
                }
            });
            requests.pass(new Heard(client.getInputStream()), upstream.getOutputStream());
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

    /** What a side sends, as it arrives: while the network is silent, not at all. */
    private final class Heard extends InputStream {

        private final InputStream sent;

        Heard(InputStream sent) {
            this.sent = sent;
        }

        @Override
        public int read() throws IOException {
            int read = sent.read();
            awaitSound();
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = sent.read(buffer, offset, length);
            awaitSound();
            return read;
        }

        private void awaitSound() throws IOException {
            try {
                heard.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException(e);
            }
        }
    }
}
