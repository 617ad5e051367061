package io.gatekeeper.db.jdbc;

import org.springframework.dao.NonTransientDataAccessException;

/**
 * The server takes no writes: it is a standby, or was told to be read-only, or the transaction was begun as read-only. What
 * was to be written is not stored, and will not be on this connection.
 */
public class ReadOnlyDatabaseException extends NonTransientDataAccessException {

    /**
     * Creates the exception.
     *
     * @param message what was to be done
     * @param cause the server's answer
     */
    public ReadOnlyDatabaseException(String message, Throwable cause) {
        super(message, cause);
    }
}
