package io.gatekeeper.db.autoconfigure.failure;

import org.springframework.dao.DataAccessResourceFailureException;

/** The database is unavailable when the application starts. */
public final class UnavailableDatabaseException extends DataAccessResourceFailureException {

    private final transient Login login;

    public UnavailableDatabaseException(Login login, DataAccessResourceFailureException cause) {
        super(
                login.ours()
                        ? "The gatekeeper's database is unavailable"
                        : "The application's DataSource, which the gatekeeper uses, gives no connection",
                cause);
        this.login = login;
    }

    Login login() {
        return login;
    }
}
