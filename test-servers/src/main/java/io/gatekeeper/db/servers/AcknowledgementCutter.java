package io.gatekeeper.db.servers;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Stands before a server, and breaks a connection when the server says that it has committed. */
public final class AcknowledgementCutter implements Closeable {

    /** What the server says when a transaction, or a single statement that wrote a row, is durable. */
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("COMMIT\0|INSERT 0 1\0|UPDATE 1\0");

    private final AtomicInteger acknowledgements = new AtomicInteger();
    private final AtomicInteger cuts = new AtomicInteger();
    private final TcpProxy proxy;
    private volatile int every = 1;

    public AcknowledgementCutter(String host, int port) throws IOException {
        this.proxy = new TcpProxy(host, port, InputStream::transferTo, this::passUntilAcknowledged);
    }

    public int port() {
        return proxy.port();
    }

    /** Breaks a connection at every n-th acknowledgement only. */
    public AcknowledgementCutter cutEvery(int n) {
        every = n;
        return this;
    }

    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() {
        proxy.close();
    }

    private void passUntilAcknowledged(InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[8_192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (acknowledges(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))
                    && acknowledgements.incrementAndGet() % every == 0) {
                cuts.incrementAndGet();
                return;
            }
            out.write(buffer, 0, read);
        }
    }

    /** Within a transaction that is still open, a statement's own answer acknowledges nothing. */
    private boolean acknowledges(String answer) {
        return ACKNOWLEDGEMENT.matcher(answer).find() && !answer.endsWith("Z\0\0\0\5T");
    }
}
