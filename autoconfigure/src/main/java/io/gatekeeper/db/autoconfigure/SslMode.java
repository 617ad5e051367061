package io.gatekeeper.db.autoconfigure;

import java.util.Locale;

/** How far the connection is encrypted and the server identified; the values of libpq's {@code sslmode}. */
enum SslMode {

    /** Never encrypt. */
    DISABLE,

    /** Encrypt only if the server insists. */
    ALLOW,

    /** Encrypt if the server can. */
    PREFER,

    /** Encrypt, with whatever certificate the server shows. */
    REQUIRE,

    /** Encrypt, and check who issued the server's certificate. */
    VERIFY_CA,

    /** Encrypt, and check that the certificate is this server's. */
    VERIFY_FULL;

    /** Whether the server must prove who it is. */
    boolean verifies() {
        return this == VERIFY_CA || this == VERIFY_FULL;
    }

    String driverValue() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
