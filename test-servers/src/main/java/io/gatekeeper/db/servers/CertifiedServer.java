package io.gatekeeper.db.servers;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** Shows a certificate to whoever asks for encryption, and hangs up on who has accepted it. */
public final class CertifiedServer implements AutoCloseable {

    private static final int REQUEST_BYTES = 8;

    private final SSLContext tls;
    private final Listener listener;

    /**
     * Begins to listen.
     *
     * @param keyStore the certificate and its key, as PKCS #12
     */
    public CertifiedServer(Path keyStore, String password) throws IOException, GeneralSecurityException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            keys.load(in, password.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        listener = new Listener(0, this::show);
    }

    public int port() {
        return listener.port();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }

    private void show(Socket client) throws IOException {
        new DataInputStream(client.getInputStream()).readFully(new byte[REQUEST_BYTES]);
        client.getOutputStream().write('S');
        client.getOutputStream().flush();
        try (SSLSocket encrypted = (SSLSocket) tls.getSocketFactory().createSocket(client, null, true)) {
            encrypted.startHandshake();
        }
    }
}
