package io.gatekeeper.db.jdbc;

import java.security.cert.CertificateException;

/** Tells a server whose certificate was refused, which stays so until somebody corrects something, from one that is away. */
public final class RefusedCertificate {

    /** What the driver says of a certificate that is another host's; there is no cause to look at. */
    private static final String OTHER_HOST = "hostnameverifier";

    private RefusedCertificate() {}

    /**
     * Tells whether a connection failed because of the server's certificate.
     *
     * @param failure the failure
     * @return whether it was issued by nobody known, has expired, or is another host's
     */
    public static boolean isCauseOf(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException
                    || String.valueOf(cause.getMessage()).contains(OTHER_HOST)) {
                return true;
            }
        }
        return false;
    }
}
