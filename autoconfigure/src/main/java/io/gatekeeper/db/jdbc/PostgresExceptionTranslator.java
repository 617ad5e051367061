package io.gatekeeper.db.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Gives the right class to the failures that Spring's translation by SQL state gets wrong for PostgreSQL. */
final class PostgresExceptionTranslator extends SQLStateSQLExceptionTranslator {

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException e) {
        return switch (SqlState.of(e)) {
            case LOCK_NOT_AVAILABLE -> new CannotAcquireLockException(buildMessage(task, sql, e), e);
            case INSUFFICIENT_PRIVILEGE -> new PermissionDeniedDataAccessException(buildMessage(task, sql, e), e);
            case READ_ONLY_SQL_TRANSACTION -> new ReadOnlyDatabaseException(buildMessage(task, sql, e), e);
            // A limit of the server that the statement exceeds; Spring takes it for a server that is unavailable.
            case PROGRAM_LIMIT_EXCEEDED -> new InvalidDataAccessResourceUsageException(buildMessage(task, sql, e), e);
            default -> super.doTranslate(task, sql, e);
        };
    }
}
