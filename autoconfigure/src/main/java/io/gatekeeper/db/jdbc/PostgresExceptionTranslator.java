package io.gatekeeper.db.jdbc;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.jdbc.support.SQLStateSQLExceptionTranslator;

/** Gives the right class to the two failures that Spring's translation by SQL state gets wrong for PostgreSQL. */
final class PostgresExceptionTranslator extends SQLStateSQLExceptionTranslator {

    @Override
    protected @Nullable DataAccessException doTranslate(String task, @Nullable String sql, SQLException e) {
        String state = e.getSQLState();
        if ("55P03".equals(state)) {
            return new CannotAcquireLockException(buildMessage(task, sql, e), e);
        }
        // Class 54 is a limit of the server that the statement exceeds; Spring takes it for a server out of reach.
        if (state != null && state.startsWith("54")) {
            return new InvalidDataAccessResourceUsageException(buildMessage(task, sql, e), e);
        }
        return super.doTranslate(task, sql, e);
    }
}
