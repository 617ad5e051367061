package io.gatekeeper.db.servers;

import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** What can be seen of a pooler that lets everything through: it names a process of its own as the one to cancel. */
public final class TransparentPooler {

    private static final byte BACKEND_KEY_DATA = 'K';

    private TransparentPooler() {}

    /** A proxy for connections without encryption. */
    public static TcpProxy before(String host, int port) throws IOException {
        return new TcpProxy(host, port, InputStream::transferTo, TransparentPooler::pass);
    }

    private static void pass(InputStream server, OutputStream client) throws IOException {
        DataInputStream in = new DataInputStream(server);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(client));
        byte type;
        do {
            type = in.readByte();
            byte[] body = new byte[in.readInt() - Integer.BYTES];
            in.readFully(body);
            if (type == BACKEND_KEY_DATA) {
                body[0] = (byte) ~body[0];
            }
            out.writeByte(type);
            out.writeInt(Integer.BYTES + body.length);
            out.write(body);
            out.flush();
        } while (type != BACKEND_KEY_DATA);
        in.transferTo(client);
    }
}
