package io.gatekeeper.db.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.BatchUpdateException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.dao.PermissionDeniedDataAccessException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class SqlStateTests {

    private final Notes notes = new Notes(true);

    @ParameterizedTest
    @CsvSource({
        "40001, SERIALIZATION_FAILURE",
        "40002, OTHER",
        "28P01, INVALID_AUTHORIZATION_SPECIFICATION",
        "3D000, INVALID_CATALOG_NAME",
        "08004, REJECTED_ESTABLISHMENT_OF_CONNECTION",
        "08006, CONNECTION_EXCEPTION",
        "54000, PROGRAM_LIMIT_EXCEEDED",
        "55P03, LOCK_NOT_AVAILABLE",
        "99999, OTHER"
    })
    void aStateHasTheNameOfItsConditionOrOfItsClass(String code, SqlState state) {
        assertThat(SqlState.of(new SQLException("", code))).isEqualTo(state);
    }

    @Test
    void itIsFoundBeneathWhatSpringMadeOfIt() {
        assertThat(SqlState.of(failure("55P03"))).isEqualTo(SqlState.LOCK_NOT_AVAILABLE);
    }

    @Test
    void itIsFoundBeneathWhatThePoolMadeOfIt() {
        PGSimpleDataSource nowhere = new PGSimpleDataSource();
        nowhere.setUrl(Notes.DATABASE.named("nowhere").url());
        nowhere.setUser(Notes.DATABASE.username());
        HikariConfig config = new HikariConfig();
        config.setDataSource(nowhere);

        Throwable failure = catchThrowable(() -> new HikariDataSource(config).close());

        assertThat(failure).isNotInstanceOf(SQLException.class);
        assertThat(SqlState.of(failure)).isEqualTo(SqlState.INVALID_CATALOG_NAME);
    }

    @Test
    void aBatchHasTheStateOfWhatFailedInIt() {
        SQLException batch = new BatchUpdateException();
        batch.setNextException(new SQLException("", "40P01"));

        assertThat(SqlState.of(batch)).isEqualTo(SqlState.DEADLOCK_DETECTED);
    }

    /** The driver gives the first failure of a transaction as the cause of those that follow. */
    @Test
    void anEarlierFailureOfTheSameTransactionDoesNotCount() {
        SQLException later = new SQLException("aborted", "25P02", new SQLException("", "40P01"));

        assertThat(SqlState.of(later)).isEqualTo(SqlState.OTHER);
    }

    @Test
    void whatHasNoStateIsAnother() {
        assertThat(SqlState.of(new IllegalStateException(new SQLException()))).isEqualTo(SqlState.OTHER);
    }

    @Test
    void missingRightsAreToldFromWrongSql() {
        assertThat(failure("42501")).isInstanceOf(PermissionDeniedDataAccessException.class);
    }

    @Test
    void aHeldLockIsToldFromAFailure() {
        assertThat(failure("55P03")).isInstanceOf(CannotAcquireLockException.class);
    }

    @Test
    void aStatementTooLargeIsToldFromAServerThatIsUnavailable() {
        assertThat(failure("54001")).isInstanceOf(InvalidDataAccessResourceUsageException.class);
    }

    @Test
    void aReadOnlyTransactionIsCalledThat() {
        TransactionTemplate caller = new TransactionTemplate(new JdbcTransactionManager(notes.pool));
        caller.setReadOnly(true);

        assertThatExceptionOfType(ReadOnlyDatabaseException.class)
                .isThrownBy(() -> caller.executeWithoutResult(status -> notes.write("ours")))
                .withMessageContaining("read-only");
    }

    private Throwable failure(String code) {
        return catchThrowable(() -> notes.db
                .jdbc()
                .sql("do $$ begin raise exception using errcode = '" + code + "'; end $$")
                .update());
    }
}
