package io.gatekeeper.db.servers;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Speaks as much of PostgreSQL's protocol as is needed to reject a start-up, as a pooler does that knows less of it. */
public final class RejectingServer implements AutoCloseable {

    private static final int SSL_REQUEST = 80_877_103;
    private static final int GSS_REQUEST = 80_877_104;

    private final String state;
    private final String message;
    private final Listener listener;

    public RejectingServer(String state, String message) throws IOException {
        this.state = state;
        this.message = message;
        this.listener = new Listener(
                0,
                client -> reject(
                        new DataInputStream(client.getInputStream()), new DataOutputStream(client.getOutputStream())));
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void reject(DataInputStream in, DataOutputStream out) throws IOException {
        int request = request(in);
        while (request == SSL_REQUEST || request == GSS_REQUEST) {
            out.writeByte('N');
            out.flush();
            request = request(in);
        }
        byte[] error = error();
        out.writeByte('E');
        out.writeInt(Integer.BYTES + error.length);
        out.write(error);
        out.flush();
    }

    /** Reads a message of the start-up to its end, and returns what it asks for. */
    private static int request(DataInputStream in) throws IOException {
        int length = in.readInt();
        int request = in.readInt();
        in.readFully(new byte[length - 2 * Integer.BYTES]);
        return request;
    }

    private byte[] error() throws IOException {
        ByteArrayOutputStream fields = new ByteArrayOutputStream();
        for (String field : new String[] {"SFATAL", "C" + state, "M" + message}) {
            fields.write(field.getBytes(StandardCharsets.UTF_8));
            fields.write(0);
        }
        fields.write(0);
        return fields.toByteArray();
    }
}
