package io.gatekeeper.sample.postgres;

import java.nio.file.Path;

/** The embedded server could not be started. */
class EmbeddedServerException extends RuntimeException {

    EmbeddedServerException(Path folder, Throwable cause) {
        super(
                "The embedded PostgreSQL could not be started on " + folder + ": " + cause.getMessage()
                        + ". Does another console use that folder, or does it hold something else? See what the server"
                        + " says with --logging.level.io.zonky.test=info, or use a server of your own:"
                        + " --gatekeeper.db.host=... and so on.",
                cause);
    }
}
