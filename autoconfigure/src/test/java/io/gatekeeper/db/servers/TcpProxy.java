package io.gatekeeper.db.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Stands before a server, and can take it out of reach: connections break, and further ones are refused. */
public final class TcpProxy implements AutoCloseable {

    private final InetSocketAddress server;
    private final Passage answers;
    private final int port;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private volatile @Nullable ServerSocket listener;

    public TcpProxy(String host, int port) throws IOException {
        this(host, port, InputStream::transferTo);
    }

    /**
     * Begins to listen.
     *
     * @param answers how the server's answers get to the client
     */
    public TcpProxy(String host, int port, Passage answers) throws IOException {
        this.server = new InetSocketAddress(host, port);
        this.answers = answers;
        ServerSocket free = listen(0);
        this.port = free.getLocalPort();
        this.listener = free;
    }

    public int port() {
        return port;
    }

    public void cut() {
        ServerSocket open = listener;
        listener = null;
        closeQuietly(open);
        sockets.forEach(TcpProxy::closeQuietly);
        sockets.clear();
    }

    public void restore() {
        try {
            listener = listen(port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        cut();
    }

    private ServerSocket listen(int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port));
        start("accept", () -> accept(socket));
        return socket;
    }

    private void accept(ServerSocket socket) throws IOException {
        while (true) {
            Socket client = socket.accept();
            Socket upstream = new Socket();
            sockets.add(client);
            sockets.add(upstream);
            upstream.connect(server);
            if (listener != socket) {
                closeQuietly(client);
                closeQuietly(upstream);
            }
            start("to-server", () -> pump(client, upstream, InputStream::transferTo));
            start("to-client", () -> pump(upstream, client, answers));
        }
    }

    private void pump(Socket from, Socket to, Passage passage) throws IOException {
        try (from;
                to) {
            passage.pass(from.getInputStream(), to.getOutputStream());
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    private static void start(String name, Transfer transfer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        transfer.run();
                    } catch (IOException e) {
                        // Cut.
                    }
                },
                "proxy-" + name);
        thread.setDaemon(true);
        thread.start();
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

    private interface Transfer {

        void run() throws IOException;
    }
}
