package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.jdbc.ReadOnlyDatabaseException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.jdbc.BadSqlGrammarException;

/** Tells the failure of one user's import from one that every other user's would meet, too. */
final class Failures {

    private Failures() {}

    /** Whether the database is unavailable, or takes no writes. */
    static boolean areOfAllUsers(RuntimeException e) {
        return e instanceof NonTransientDataAccessResourceException
                || e instanceof TransientDataAccessResourceException
                || e instanceof RecoverableDataAccessException
                || e instanceof ReadOnlyDatabaseException;
    }

    /** Whether the statement, or the right to run it, is what fails: no user's failure if it is everyone's. */
    static boolean areOfStatements(RuntimeException e) {
        return e instanceof BadSqlGrammarException || e instanceof PermissionDeniedDataAccessException;
    }
}
