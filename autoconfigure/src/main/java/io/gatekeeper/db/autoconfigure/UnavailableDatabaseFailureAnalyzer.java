package io.gatekeeper.db.autoconfigure;

import java.net.UnknownHostException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in the driver's words why the database is unavailable, and which properties to look at. */
class UnavailableDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<UnavailableDatabaseException> {

    private static final String OR_EMPTY =
            "\n\nTo start without the database, and record nothing until it is there, set"
                    + " gatekeeper.db.on-unavailable to empty.";

    private static final String POOLER =
            "A pooler such as PgBouncer stands in the way. Set gatekeeper.db.lock-timeout and"
                    + " gatekeeper.db.statement-timeout to 0, so that nothing is sent which it does not know, and have the server"
                    + " set them: alter role <user> set lock_timeout = '5s'; alter role <user> set statement_timeout = '20s';"
                    + "\n\nIf it pools transactions and is older than 1.21, also set"
                    + " gatekeeper.db.hikari.data-source-properties.prepareThreshold to 0, or writes get lost.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnavailableDatabaseException cause) {
        SQLException reason = reason(cause);
        return new FailureAnalysis(
                cause.getMessage() + (reason == null ? "." : ":\n\n    " + words(reason)), remedy(reason), cause);
    }

    private static String remedy(@Nullable SQLException reason) {
        String state = reason == null || reason.getSQLState() == null ? "" : reason.getSQLState();
        if (state.startsWith("28")) {
            return "Check gatekeeper.db.username and gatekeeper.db.password.";
        }
        if (state.startsWith("3D")) {
            return "Create the database, or correct gatekeeper.db.database.";
        }
        if (unknownHost(reason) != null) {
            return "Correct gatekeeper.db.host." + OR_EMPTY;
        }
        if (state.equals("08004") && String.valueOf(reason).contains("SSL")) {
            return "Switch encryption on at the server. Where the way to it is private, gatekeeper.db.ssl-mode may be"
                    + " prefer.";
        }
        if (state.equals("08P01")) {
            return POOLER;
        }
        return "Start the server, or correct gatekeeper.db.host and gatekeeper.db.port." + OR_EMPTY;
    }

    /** The driver does not say which host it is that nobody knows. */
    private static String words(SQLException reason) {
        UnknownHostException unknown = unknownHost(reason);
        return unknown == null
                ? String.valueOf(reason.getMessage())
                : "The host " + unknown.getMessage() + " is not known.";
    }

    private static @Nullable UnknownHostException unknownHost(@Nullable SQLException reason) {
        return reason != null && reason.getCause() instanceof UnknownHostException unknown ? unknown : null;
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
