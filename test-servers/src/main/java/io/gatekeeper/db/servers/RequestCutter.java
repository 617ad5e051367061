package io.gatekeeper.db.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands before a server, and breaks a connection before the server learns what it is asked for. */
public final class RequestCutter implements Closeable {

    private final AtomicInteger requests = new AtomicInteger();
    private final TcpProxy proxy;
    private volatile int every = Integer.MAX_VALUE;

    public RequestCutter(String host, int port) throws IOException {
        this.proxy = new TcpProxy(host, port, this::passUntilCut, InputStream::transferTo);
    }

    public int port() {
        return proxy.port();
    }

    /** Breaks a connection at every n-th request; until then at none. */
    public void cutEvery(int n) {
        every = n;
    }

    @Override
    public void close() {
        proxy.close();
    }

    private void passUntilCut(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (requests.incrementAndGet() % every == 0) {
                return;
            }
            out.write(buffer, 0, read);
        }
    }
}
