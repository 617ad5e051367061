package io.gatekeeper.db.servers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Listens on a port of this machine's. Serves each client on a thread of its own, and hangs up when that is done. */
final class Listener implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket();

    /**
     * Begins to listen.
     *
     * @param port the port; 0 for one that is free
     */
    Listener(int port, Service service) throws IOException {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("localhost"), port));
        inBackground(() -> accept(service));
    }

    int port() {
        return socket.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void accept(Service service) throws IOException {
        while (true) {
            Socket client = socket.accept();
            inBackground(() -> {
                try (client) {
                    service.serve(client);
                }
            });
        }
    }

    static void inBackground(Transfer transfer) {
        Thread thread = new Thread(
                () -> {
                    try {
                        transfer.run();
                    } catch (IOException e) {
                        // One side has hung up: that is how a transfer ends.
                    }
                },
                "test-server");
        thread.setDaemon(true);
        thread.start();
    }

    interface Service {

        void serve(Socket client) throws IOException;
    }

    interface Transfer {

        void run() throws IOException;
    }
}
