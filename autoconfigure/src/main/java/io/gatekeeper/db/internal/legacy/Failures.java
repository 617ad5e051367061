package io.gatekeeper.db.internal.legacy;

import java.sql.SQLException;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;

/** Tells the failure of one user's import from one that every other user's would meet, too. */
final class Failures {

    private static final String READ_ONLY = "25006";

    private Failures() {}

    /** Whether the database is unavailable, or takes no writes. */
    static boolean areOfAllUsers(RuntimeException e) {
        return e instanceof NonTransientDataAccessResourceException
                || e instanceof TransientDataAccessResourceException
                || e instanceof RecoverableDataAccessException
                || (NestedExceptionUtils.getMostSpecificCause(e) instanceof SQLException cause
                        && READ_ONLY.equals(cause.getSQLState()));
    }
}
