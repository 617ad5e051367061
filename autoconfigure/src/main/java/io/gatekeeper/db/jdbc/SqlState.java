package io.gatekeeper.db.jdbc;

import java.sql.SQLException;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The SQL states that something depends on, by the names of PostgreSQL's conditions. Two characters stand for a whole
 * class, or for what is left of it.
 */
public enum SqlState {
    CONNECTION_EXCEPTION("08"),
    REJECTED_ESTABLISHMENT_OF_CONNECTION("08004"),
    PROTOCOL_VIOLATION("08P01"),
    FEATURE_NOT_SUPPORTED("0A000"),
    DATA_EXCEPTION("22"),
    INVALID_PARAMETER_VALUE("22023"),
    INTEGRITY_CONSTRAINT_VIOLATION("23"),
    READ_ONLY_SQL_TRANSACTION("25006"),
    INVALID_AUTHORIZATION_SPECIFICATION("28"),
    INVALID_CATALOG_NAME("3D"),
    SERIALIZATION_FAILURE("40001"),
    DEADLOCK_DETECTED("40P01"),
    INSUFFICIENT_PRIVILEGE("42501"),
    UNDEFINED_OBJECT("42704"),
    TOO_MANY_CONNECTIONS("53300"),
    PROGRAM_LIMIT_EXCEEDED("54"),
    OBJECT_NOT_IN_PREREQUISITE_STATE("55000"),
    LOCK_NOT_AVAILABLE("55P03"),
    OPERATOR_INTERVENTION("57P"),
    PLPGSQL_ERROR("P0"),
    INTERNAL_ERROR("XX"),

    /** Any other state, or none. */
    OTHER("");

    private final String code;

    SqlState(String code) {
        this.code = code;
    }

    /**
     * Finds the state of a failure: that of the outermost {@link SQLException} that has one, beneath what Spring or the pool
     * made of it. What stands deeper may be an earlier failure of the same transaction.
     *
     * @param failure the failure
     * @return the state, by its own name rather than that of its class
     */
    public static SqlState of(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            // What a batch does not say itself, the exception next to it says.
            for (Throwable each = cause; each instanceof SQLException e; each = e.getNextException()) {
                if (e.getSQLState() != null) {
                    return named(e.getSQLState());
                }
            }
        }
        return OTHER;
    }

    private static SqlState named(String code) {
        return Arrays.stream(values())
                .filter(state -> code.startsWith(state.code))
                .max(Comparator.comparingInt(state -> state.code.length()))
                .orElse(OTHER);
    }
}
