package io.gatekeeper.db.internal.legacy;

import static io.gatekeeper.db.internal.legacy.PythonTable.viewing;
import static io.gatekeeper.db.internal.legacy.PythonTable.youtube;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.internal.records.TableTests;
import io.gatekeeper.db.internal.records.Variant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PermissionDeniedDataAccessException;

/** What becomes of an import when the server does not play along for one user, or for none. */
class ImportFailureTests extends TableTests {

    private static final String OPEN = viewing("\"2026-03-16T10:00:00+00:00\"");

    private final LegacyImport legacyImport =
            records.store(clock, "UTC", "00:00").legacyImport();
    private final PythonTable source = PythonTable.empty(records.jdbc);

    ImportFailureTests() {
        super(Variant.FAST_PATH);
    }

    @BeforeEach
    void threeUsers() {
        source.add("Alice", youtube(OPEN));
        source.add("Bob", youtube(OPEN, viewing("\"2026-03-16T11:00:00+00:00\"")));
        source.add("Carol", youtube(OPEN));
    }

    @AfterEach
    void writesPassAgain() {
        records.jdbc.sql("drop function if exists public.refuse cascade").update();
    }

    @Test
    void oneUsersFailureIsReportedAndAllOthersAreImported() {
        onEveryWrite("if new.user_id = 'Bob' then raise exception 'Bob is not to be recorded'; end if");

        ImportReport report = legacyImport.run(PythonTable.NAME);

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.skipped()).containsExactly(Map.entry("viewing of a user whose import failed", 2L));
        assertThat(report.failedUsers()).containsOnlyKeys("Bob");
        assertThat(report.failedUsers().get("Bob")).contains("Bob is not to be recorded");
        assertThat(report.examples().values()).allMatch(example -> example.startsWith("user \"Bob\": ERROR"));
        assertThat(report.read()).isEqualTo(4);
        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("Alice", "Carol");

        writesPassAgain();
        ImportReport again = legacyImport.run(PythonTable.NAME);
        assertThat(again.imported()).isEqualTo(2);
        assertThat(again.failedUsers()).isEmpty();
    }

    @Test
    void anUnavailableDatabaseEndsTheImport() {
        onEveryWrite("if new.user_id = 'Bob' then perform pg_terminate_backend(pg_backend_pid()); end if");

        assertThatExceptionOfType(DataAccessResourceFailureException.class)
                .isThrownBy(() -> legacyImport.run(PythonTable.NAME));

        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("Alice");
    }

    @Test
    void aServerThatTakesNoWritesEndsTheImport() {
        onEveryWrite("if new.user_id = 'Bob' then raise sqlstate '25006'; end if");

        assertThatExceptionOfType(DataAccessException.class).isThrownBy(() -> legacyImport.run(PythonTable.NAME));

        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("Alice");
    }

    @Test
    void aStatementThatFailsForEveryUserIsNoUsersFailure() {
        onEveryWrite("raise insufficient_privilege");

        assertThatExceptionOfType(PermissionDeniedDataAccessException.class)
                .isThrownBy(() -> legacyImport.run(PythonTable.NAME));
    }

    @Test
    void withinACallersTransactionTheFirstFailureEndsTheImport() {
        onEveryWrite("if new.user_id = 'Bob' then raise exception 'no'; end if");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(() -> records.store(clock, "UTC", "00:00")
                        .db()
                        .transactions()
                        .executeWithoutResult(status -> legacyImport.run(PythonTable.NAME)));

        assertThat(repository.findOpen()).isEmpty();
    }

    @Test
    void moreUsersThanFitOnAPageAreAllImported() {
        records.jdbc
                .sql("insert into public.viewrecords (user_id, viewings) select 'user ' || n, cast(:document as jsonb)"
                        + " from generate_series(1, 1100) n")
                .param("document", youtube(OPEN))
                .update();

        ImportReport report = legacyImport.run(PythonTable.NAME);

        assertThat(report.users()).isEqualTo(1103);
        assertThat(report.imported()).isEqualTo(1104);
        assertThat(repository.findOpen())
                .extracting(Viewing::userId)
                .containsAll(IntStream.rangeClosed(1, 1100)
                        .mapToObj(n -> "user " + n)
                        .toList());
    }

    @Test
    void aRowWithoutAUserIsReported() {
        records.jdbc
                .sql("alter table public.viewrecords alter column user_id drop not null")
                .update();
        records.jdbc
                .sql("insert into public.viewrecords (user_id, viewings) values (null, '{}')")
                .update();

        ImportReport report = legacyImport.run(PythonTable.NAME);

        assertThat(report.users()).isEqualTo(4);
        assertThat(report.skipped()).containsExactly(Map.entry("user whose id is blank or too long", 1L));
    }

    private void onEveryWrite(String action) {
        records.jdbc
                .sql("create function public.refuse() returns trigger language plpgsql as $$ begin " + action
                        + "; return new; end $$")
                .update();
        records.jdbc
                .sql("create trigger refuse before insert on gatekeeper.viewrecords"
                        + " for each row execute function public.refuse()")
                .update();
    }
}
