package io.gatekeeper.sample.postgres;

import java.nio.file.Path;

/** The embedded server could not be started. */
class EmbeddedServerException extends RuntimeException {

    EmbeddedServerException(Path folder, Throwable cause) {
        super("The embedded PostgreSQL could not be started on " + folder + ": " + cause.getMessage(), cause);
    }
}
