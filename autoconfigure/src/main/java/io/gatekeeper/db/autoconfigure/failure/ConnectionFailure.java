package io.gatekeeper.db.autoconfigure.failure;

import io.gatekeeper.db.jdbc.RefusedCertificate;
import io.gatekeeper.db.jdbc.SqlState;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Why there is no connection, in the driver's words, and what to do about it. */
public final class ConnectionFailure {

    private static final String CERTIFICATE =
            "The server's certificate is refused: it was issued by somebody whom gatekeeper.db.ssl-root-cert does not name,"
                    + " has expired, or is for another host than gatekeeper.db.host. Correct the one or the other.";

    private static final String POOLER =
            "A pooler such as PgBouncer stands in the way. Set gatekeeper.db.lock-timeout and"
                    + " gatekeeper.db.statement-timeout to 0, so that nothing is sent which it does not know, and have the server"
                    + " set them: alter role %1$s set lock_timeout = '5s'; alter role %1$s set statement_timeout = '20s';"
                    + "\n\nIf it pools transactions and is older than 1.21, also set"
                    + " gatekeeper.db.hikari.data-source-properties.prepareThreshold to 0, or writes get lost.";

    private final Throwable failure;
    private final Login login;
    private final @Nullable SQLException reason;

    /**
     * Looks at a failure.
     *
     * @param failure what the driver, the pool or Spring has thrown
     * @param login who wanted to connect
     */
    public ConnectionFailure(Throwable failure, Login login) {
        this.failure = failure;
        this.login = login;
        this.reason = innermost(failure);
    }

    /** The driver's own exception, beneath those of the pool. */
    private static @Nullable SQLException innermost(Throwable failure) {
        SQLException reason = null;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException exception) {
                reason = exception;
            }
        }
        return reason;
    }

    /** {@return what the driver says; it does not say which host it is that nobody knows} */
    public Optional<String> words() {
        return unknownHost()
                .map(unknown -> "The host " + unknown.getMessage() + " is not known.")
                .or(() -> Optional.ofNullable(reason).map(SQLException::getMessage));
    }

    /** {@return what to do about a server that is there and will not have us; empty if that is not what happened} */
    public Optional<String> remedyOfARefusal() {
        return Optional.ofNullable(login.ours() ? remedyByProperties() : remedyByTheApplication());
    }

    /** {@return what to do about a server that cannot be reached} */
    String remedyOfAnOutage() {
        if (!login.ours()) {
            return "Start the server, or correct the application's DataSource, for example spring.datasource.url.";
        }
        return unknownHost().isPresent()
                ? "Correct gatekeeper.db.host."
                : "Start the server, or correct gatekeeper.db.host and gatekeeper.db.port.";
    }

    private @Nullable String remedyByProperties() {
        if (RefusedCertificate.isCauseOf(failure)) {
            return CERTIFICATE;
        }
        return switch (state()) {
            case INVALID_AUTHORIZATION_SPECIFICATION -> "Check gatekeeper.db.username and gatekeeper.db.password.";
            case INVALID_CATALOG_NAME -> "Create the database, or correct gatekeeper.db.database.";
            case INSUFFICIENT_PRIVILEGE -> grant();
            case OBJECT_NOT_IN_PREREQUISITE_STATE ->
                "Let the database take connections, or correct gatekeeper.db.database: alter database "
                        + login.database() + " allow_connections true;";
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
            case REJECTED_ESTABLISHMENT_OF_CONNECTION -> remedyOfARejection(String.valueOf(reason));
            case PROTOCOL_VIOLATION -> POOLER.formatted(login.username());
            default -> null;
        };
    }

    /** Its settings are not ours to know, but are all that can be corrected. */
    private @Nullable String remedyByTheApplication() {
        return switch (state()) {
            case INSUFFICIENT_PRIVILEGE -> grant();
            case TOO_MANY_CONNECTIONS ->
                "The server has too many connections. Make the application's pool smaller, or raise the server's"
                        + " max_connections.";
            case CONNECTION_EXCEPTION, OPERATOR_INTERVENTION, OTHER -> null;
            default -> "Correct the application's DataSource, for example spring.datasource.*.";
        };
    }

    private String grant() {
        return "Allow it, as the owner of the database: grant connect on database " + login.database() + " to "
                + login.username() + ";";
    }

    private @Nullable String remedyOfARejection(String words) {
        if (words.contains("password")) {
            return "Set gatekeeper.db.password: the server asks " + login.username() + " for one.";
        }
        return words.contains("SSL")
                ? "Switch encryption on at the server. Where the way to it is private, gatekeeper.db.ssl-mode may be prefer."
                : null;
    }

    private SqlState state() {
        return reason == null ? SqlState.OTHER : SqlState.of(reason);
    }

    private Optional<UnknownHostException> unknownHost() {
        return reason != null && reason.getCause() instanceof UnknownHostException unknown
                ? Optional.of(unknown)
                : Optional.empty();
    }
}
