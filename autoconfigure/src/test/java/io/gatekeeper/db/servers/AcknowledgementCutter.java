package io.gatekeeper.db.servers;

import io.gatekeeper.db.testing.TestDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Stands before a server, and breaks a connection when the server says that it has committed. */
public final class AcknowledgementCutter implements AutoCloseable {

    /** What the server says when a transaction, or a single statement that wrote a row, is durable. */
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("COMMIT\0|INSERT 0 1\0|UPDATE 1\0");

    private final AtomicInteger cuts = new AtomicInteger();
    private final TestDatabase server;
    private final TcpProxy proxy;

    public AcknowledgementCutter(TestDatabase server) throws IOException {
        this.server = server;
        this.proxy = new TcpProxy(server.host(), server.port(), this::passUntilAcknowledged);
    }

    /** The server's database, by way of here. */
    public TestDatabase database() {
        return server.at(proxy.port());
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
            if (acknowledges(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                cuts.incrementAndGet();
                return;
            }
            out.write(buffer, 0, read);
        }
    }

    /** Within a transaction that is still open, a statement's own answer acknowledges nothing. */
    private static boolean acknowledges(String answer) {
        return ACKNOWLEDGEMENT.matcher(answer).find() && !answer.endsWith("Z\0\0\0\5T");
    }
}
