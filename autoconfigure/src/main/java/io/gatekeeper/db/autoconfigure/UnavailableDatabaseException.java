package io.gatekeeper.db.autoconfigure;

import org.springframework.dao.DataAccessResourceFailureException;

/** The database is unavailable when the application starts. */
class UnavailableDatabaseException extends DataAccessResourceFailureException {

    UnavailableDatabaseException(DataAccessResourceFailureException cause) {
        super("The gatekeeper's database is unavailable", cause);
    }
}
