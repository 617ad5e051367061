package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.jdbc.RefusedCertificate;
import io.gatekeeper.db.jdbc.SqlState;
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

    private static final String UNREACHABLE =
            "Start the server, or correct gatekeeper.db.host and gatekeeper.db.port." + OR_EMPTY;

    private static final String CERTIFICATE =
            "The server's certificate is refused: it was issued by somebody whom gatekeeper.db.ssl-root-cert does not name,"
                    + " has expired, or is for another host than gatekeeper.db.host. Correct the one or the other.";

    private static final String POOLER =
            "A pooler such as PgBouncer stands in the way. Set gatekeeper.db.lock-timeout and"
                    + " gatekeeper.db.statement-timeout to 0, so that nothing is sent which it does not know, and have the server"
                    + " set them: alter role %1$s set lock_timeout = '5s'; alter role %1$s set statement_timeout = '20s';"
                    + "\n\nIf it pools transactions and is older than 1.21, also set"
                    + " gatekeeper.db.hikari.data-source-properties.prepareThreshold to 0, or writes get lost.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnavailableDatabaseException cause) {
        SQLException reason = reason(cause);
        return new FailureAnalysis(
                cause.getMessage() + (reason == null ? "." : ":\n\n    " + words(reason)),
                cause.isOurs() ? remedy(reason, cause) : remedyOfTheApplications(reason, cause),
                cause);
    }

    private static String remedy(@Nullable SQLException reason, UnavailableDatabaseException cause) {
        if (unknownHost(reason) != null) {
            return "Correct gatekeeper.db.host." + OR_EMPTY;
        }
        if (RefusedCertificate.isCauseOf(cause)) {
            return CERTIFICATE;
        }
        return switch (stateOf(reason)) {
            case INVALID_AUTHORIZATION_SPECIFICATION -> "Check gatekeeper.db.username and gatekeeper.db.password.";
            case INVALID_CATALOG_NAME -> "Create the database, or correct gatekeeper.db.database.";
            case INSUFFICIENT_PRIVILEGE -> grant(cause);
            case OBJECT_NOT_IN_PREREQUISITE_STATE ->
                "Let the database take connections, or correct gatekeeper.db.database: alter database "
                        + cause.database() + " allow_connections true;";
            case INVALID_PARAMETER_VALUE, UNDEFINED_OBJECT ->
                "The server does not accept a setting that the connection begins with, such as the JVM's time zone or an"
                        + " option of gatekeeper.db.hikari.data-source-properties. Correct that.";
            case FEATURE_NOT_SUPPORTED ->
                "What stands before the server refuses settings that a connection begins with. Set"
                        + " gatekeeper.db.lock-timeout and gatekeeper.db.statement-timeout to 0, and have the server set"
                        + " them for the user.";
            case TOO_MANY_CONNECTIONS ->
                "The server has too many connections. Lower gatekeeper.db.hikari.maximum-pool-size, or raise the"
                        + " server's max_connections.";
            case REJECTED_ESTABLISHMENT_OF_CONNECTION -> rejection(String.valueOf(reason), cause);
            case PROTOCOL_VIOLATION -> POOLER.formatted(cause.username());
            default -> UNREACHABLE;
        };
    }

    /** Its settings are not ours to know, but are all that can be corrected. */
    private static String remedyOfTheApplications(@Nullable SQLException reason, UnavailableDatabaseException cause) {
        return switch (stateOf(reason)) {
            case INSUFFICIENT_PRIVILEGE -> grant(cause);
            case TOO_MANY_CONNECTIONS ->
                "The server has too many connections. Make the application's pool smaller, or raise the server's"
                        + " max_connections.";
            case CONNECTION_EXCEPTION, OTHER ->
                "Start the server, or correct the application's DataSource, for example spring.datasource.url."
                        + OR_EMPTY;
            default -> "Correct the application's DataSource, for example spring.datasource.*.";
        };
    }

    private static String grant(UnavailableDatabaseException cause) {
        return "Allow it, as the owner of the database: grant connect on database " + cause.database() + " to "
                + cause.username() + ";";
    }

    private static String rejection(String reason, UnavailableDatabaseException cause) {
        if (reason.contains("password")) {
            return "Set gatekeeper.db.password: the server asks " + cause.username() + " for one.";
        }
        return reason.contains("SSL")
                ? "Switch encryption on at the server. Where the way to it is private, gatekeeper.db.ssl-mode may be prefer."
                : UNREACHABLE;
    }

    private static SqlState stateOf(@Nullable SQLException reason) {
        return reason == null ? SqlState.OTHER : SqlState.of(reason);
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
