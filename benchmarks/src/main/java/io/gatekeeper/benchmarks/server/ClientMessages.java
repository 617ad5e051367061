package io.gatekeeper.benchmarks.server;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.atomic.LongAdder;

/** What a client sends to PostgreSQL, passed on message by message. Counts those after which it waits for an answer. */
final class ClientMessages {

    private static final int LENGTH_OF_THE_LENGTH = 4;
    private static final int QUERY = 'Q';
    private static final int SYNC = 'S';

    private final DataInputStream client;
    private final DataOutputStream server;
    private final LongAdder roundTrips;

    ClientMessages(InputStream client, OutputStream server, LongAdder roundTrips) {
        this.client = new DataInputStream(new BufferedInputStream(client));
        this.server = new DataOutputStream(new BufferedOutputStream(server));
        this.roundTrips = roundTrips;
    }

    /** Passes everything on, until the client has gone. */
    void passOn() throws IOException {
        // The first message, without encryption, has no type.
        passOnRest();
        for (int type = client.read(); type >= 0; type = client.read()) {
            if (type == QUERY || type == SYNC) {
                // Before it is sent, or the answer could be there first.
                roundTrips.increment();
            }
            server.writeByte(type);
            passOnRest();
        }
    }

    private void passOnRest() throws IOException {
        int length = client.readInt();
        byte[] rest = client.readNBytes(length - LENGTH_OF_THE_LENGTH);
        server.writeInt(length);
        server.write(rest);
        server.flush();
    }
}
