package io.gatekeeper.db.autoconfigure;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in the driver's words why the database is out of reach, and which properties to look at. */
class UnreachableDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<UnreachableDatabaseException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnreachableDatabaseException cause) {
        SQLException reason = reason(cause);
        return new FailureAnalysis(
                cause.getMessage() + (reason == null ? "." : ":\n\n    " + reason.getMessage()),
                remedy(reason == null ? null : reason.getSQLState()),
                cause);
    }

    private static String remedy(@Nullable String state) {
        return switch (state == null || state.length() < 2 ? "" : state.substring(0, 2)) {
            case "28" -> "Check gatekeeper.db.username and gatekeeper.db.password.";
            case "3D" -> "Create the database, or correct gatekeeper.db.database.";
            default ->
                "Start the server, or correct gatekeeper.db.host and gatekeeper.db.port.\n\nTo start without the"
                        + " database, and record nothing until it is there, set gatekeeper.db.on-unavailable to empty.";
        };
    }

    /** Returns the driver's own exception, beneath those of the pool. */
    private static @Nullable SQLException reason(Throwable failure) {
        SQLException reason = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception) {
                reason = exception;
            }
        }
        return reason;
    }
}
