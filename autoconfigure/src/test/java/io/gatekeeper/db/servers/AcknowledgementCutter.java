package io.gatekeeper.db.servers;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/** Stands before the server, and breaks a connection when the server says that it has committed. */
public final class AcknowledgementCutter implements AutoCloseable {

    /** What the server says when a transaction, or a single statement that wrote a row, is durable. */
    private static final Pattern ACKNOWLEDGEMENT = Pattern.compile("COMMIT\0|INSERT 0 1\0|UPDATE 1\0");

    private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getByName("localhost"));
    private final AtomicInteger cuts = new AtomicInteger();
    private final String host;
    private final int serverPort;

    public AcknowledgementCutter(String host, int serverPort) throws IOException {
        this.host = host;
        this.serverPort = serverPort;
        inBackground(this::accept);
    }

    public int port() {
        return listener.getLocalPort();
    }

    public int cuts() {
        return cuts.get();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void accept() throws IOException {
        while (true) {
            Socket client = listener.accept();
            Socket server = new Socket(host, serverPort);
            inBackground(() -> {
                try (client;
                        server) {
                    client.getInputStream().transferTo(server.getOutputStream());
                }
            });
            inBackground(() -> answer(server, client));
        }
    }

    private void answer(Socket server, Socket client) throws IOException {
        try (server;
                client) {
            InputStream in = server.getInputStream();
            OutputStream out = client.getOutputStream();
            byte[] buffer = new byte[8_192];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                if (acknowledges(new String(buffer, 0, read, StandardCharsets.ISO_8859_1))) {
                    cuts.incrementAndGet();
                    return;
                }
                out.write(buffer, 0, read);
            }
        }
    }

    /** Within a transaction that is still open, a statement's own answer acknowledges nothing. */
    private static boolean acknowledges(String answer) {
        return ACKNOWLEDGEMENT.matcher(answer).find() && !answer.endsWith("Z\0\0\0\5T");
    }

    private static void inBackground(Transfer transfer) {
        Thread thread = new Thread(() -> {
            try {
                transfer.run();
            } catch (IOException broken) {
                // That is what this is for.
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private interface Transfer {

        void run() throws IOException;
    }
}
