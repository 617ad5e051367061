package io.gatekeeper.db.internal.legacy;

import static io.gatekeeper.db.internal.legacy.PythonTable.viewing;
import static io.gatekeeper.db.internal.legacy.PythonTable.youtube;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.LegacyImport.Removed;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.docs.Page;
import io.gatekeeper.db.internal.records.TableTests;
import io.gatekeeper.db.internal.records.Variant;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.TestDatabase;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was imported once and is gone since was meant to go. */
class RemovedSinceImportTests extends TableTests {

    private static final String OLD = viewing("\"2026-03-10T10:00:00+00:00\"", "\"2026-03-10T11:00:00+00:00\"", "3600");
    private static final String YOUNG =
            viewing("\"2026-03-16T10:00:00+00:00\"", "\"2026-03-16T11:00:00+00:00\"", "3600");
    private static final String DELETED = "viewing of a user who was deleted since an earlier import";
    private static final String REMOVED = "viewing that was removed since an earlier import";

    private final LegacyImport legacyImport =
            records.store(clock, "UTC", "00:00").legacyImport();
    private final PythonTable source = PythonTable.empty(records.jdbc);

    RemovedSinceImportTests() {
        super(Variant.FAST_PATH);
    }

    @Test
    void aDeletedUserDoesNotComeBackAndTheReportSaysWho() {
        source.add("Alice", youtube(OLD));
        source.add(RIKKI, youtube(OLD, YOUNG));
        legacyImport.run(PythonTable.NAME);
        repository.deleteUser(RIKKI);

        ImportReport again = legacyImport.run(PythonTable.NAME);

        assertThat(again.deletedUsers()).containsExactly(RIKKI);
        assertThat(again.imported()).isZero();
        assertThat(again.skipped()).containsExactly(Map.entry(DELETED, 2L));
        assertThat(again.examples().get(DELETED)).startsWith("user \"Rikki\"");
        assertThat(records.days(RIKKI)).isEmpty();
    }

    /** Of a user of whom nothing was remembered yet there is no row to be locked. */
    @Test
    void whatAnotherFirstImportRemembersAtTheSameTimeIsWaitedFor() throws Exception {
        source.add(RIKKI, youtube(OLD));
        legacyImport.run(PythonTable.NAME);
        repository.deleteUser(RIKKI);
        records.jdbc
                .sql("create table remembered as table gatekeeper.viewrecords_imports")
                .update();
        records.jdbc.sql("delete from gatekeeper.viewrecords_imports").update();

        CompletableFuture<ImportReport> second;
        try (Connection first = records.database.dataSource().getConnection();
                Statement statement = first.createStatement()) {
            first.setAutoCommit(false);
            statement.execute("insert into gatekeeper.viewrecords_imports select * from remembered");
            second = CompletableFuture.supplyAsync(() -> legacyImport.run(PythonTable.NAME));
            await().until(records::someoneWaits);
            first.commit();
        } finally {
            records.jdbc.sql("drop table remembered").update();
        }

        assertThat(second.join().imported()).isZero();
        assertThat(records.days(RIKKI)).isEmpty();
    }

    @Test
    void whatADeletedUserWatchesWithThePythonServiceStaysOutAsWell() {
        source.add(RIKKI, youtube(OLD));
        legacyImport.run(PythonTable.NAME);
        repository.deleteUser(RIKKI);

        source.replace(RIKKI, youtube(OLD, YOUNG));
        legacyImport.run(PythonTable.NAME);

        assertThat(records.days(RIKKI)).isEmpty();
    }

    @Test
    void aDeletedUserWhoStartsAnewKeepsTheNewViewingsOnly() {
        source.add(RIKKI, youtube(OLD));
        legacyImport.run(PythonTable.NAME);
        repository.deleteUser(RIKKI);
        repository.append(unlimited("netflix"));

        source.replace(RIKKI, youtube(OLD, YOUNG));
        ImportReport again = legacyImport.run(PythonTable.NAME);

        assertThat(again.deletedUsers()).isEmpty();
        assertThat(again.imported()).isEqualTo(1);
        assertThat(again.skipped()).containsExactly(Map.entry(REMOVED, 1L));
        assertThat(records.days(RIKKI)).containsExactly("2026-03-16", "2026-03-17");
    }

    @Test
    void whatWasPrunedDoesNotComeBack() {
        source.add(RIKKI, youtube(OLD, YOUNG));
        legacyImport.run(PythonTable.NAME);
        repository.prune(at("2026-03-15T00:00:00Z"));

        ImportReport again = legacyImport.run(PythonTable.NAME);

        assertThat(again.alreadyPresent()).isEqualTo(1);
        assertThat(again.skipped()).containsExactly(Map.entry(REMOVED, 1L));
        assertThat(records.days(RIKKI)).containsExactly("2026-03-16");
    }

    @Test
    void onRequestEverythingComesBack() {
        source.add("Alice", youtube(OLD, YOUNG));
        source.add(RIKKI, youtube(OLD));
        legacyImport.run(PythonTable.NAME);
        repository.deleteUser(RIKKI);
        repository.prune(at("2026-03-15T00:00:00Z"));

        ImportReport restored = legacyImport.run(PythonTable.NAME, Removed.COMES_BACK);

        assertThat(restored.imported()).isEqualTo(2);
        assertThat(restored.deletedUsers()).isEmpty();
        assertThat(restored.skipped()).isEmpty();
        assertThat(legacyImport.run(PythonTable.NAME).alreadyPresent()).isEqualTo(3);
    }

    @Test
    void aUserOfWhomNothingCouldBeImportedWasNotDeleted() {
        source.add(RIKKI, youtube(viewing("\"x\"")));
        legacyImport.run(PythonTable.NAME);

        source.replace(RIKKI, youtube(YOUNG));
        ImportReport again = legacyImport.run(PythonTable.NAME);

        assertThat(again.deletedUsers()).isEmpty();
        assertThat(again.imported()).isEqualTo(1);
    }

    @Test
    void whatIsRolledBackWithTheCallersTransactionWasNeverImported() {
        source.add(RIKKI, youtube(YOUNG));
        GatekeeperDb db = records.store(clock, "UTC", "00:00").db();

        db.transactions().executeWithoutResult(status -> {
            legacyImport.run(PythonTable.NAME);
            status.setRollbackOnly();
        });

        assertThat(records.days(RIKKI)).isEmpty();
        assertThat(legacyImport.run(PythonTable.NAME).imported()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VALIDATE", "NEVER"})
    void whereNothingIsToBeCreatedTheImportSaysWhatItNeedsAndWorksWithThat(SchemaMode mode) {
        source.add(RIKKI, youtube(YOUNG));
        LegacyImport restricted = store(records.dataSource, mode).legacyImport();

        assertThatExceptionOfType(UnusableSchemaException.class)
                .isThrownBy(() -> restricted.run(PythonTable.NAME))
                .withMessageContaining("\"gatekeeper\".\"viewrecords_imports\" does not exist")
                .withMessageContaining("run: create table");
        assertThat(records.days(RIKKI)).isEmpty();

        records.jdbc.sql(Page.of("docs/import.md").code("sql").get(0)).update();
        assertThat(restricted.run(PythonTable.NAME).imported()).isEqualTo(1);
    }

    @Test
    void aUserWithoutTheRightToCreateIsToldSo() {
        TestDatabase unprivileged = records.database.as("importer_of_" + records.database.name(), "x");
        records.jdbc
                .sql("do $$ begin if not exists (select from pg_roles where rolname = '" + unprivileged.username()
                        + "') then create role " + unprivileged.username() + " login password 'x'; end if; end $$")
                .update();
        records.jdbc
                .sql("grant usage on schema gatekeeper to " + unprivileged.username())
                .update();
        records.jdbc
                .sql("grant select, insert, update, delete on gatekeeper.viewrecords to " + unprivileged.username())
                .update();
        records.jdbc
                .sql("grant select on public.viewrecords to " + unprivileged.username())
                .update();
        source.add(RIKKI, youtube(YOUNG));
        LegacyImport restricted =
                store(unprivileged.dataSource(), SchemaMode.CREATE).legacyImport();

        assertThatExceptionOfType(UnusableSchemaException.class)
                .isThrownBy(() -> restricted.run(PythonTable.NAME))
                .withMessageContaining("may not create \"gatekeeper\".\"viewrecords_imports\"");

        legacyImport.run(PythonTable.NAME);
        records.jdbc
                .sql("grant select, insert, update on gatekeeper.viewrecords_imports to " + unprivileged.username())
                .update();
        assertThat(restricted.run(PythonTable.NAME).alreadyPresent()).isEqualTo(1);
        assertThat(repository.findLatest(RIKKI, "youtube"))
                .extracting(Viewing::userId)
                .containsExactly(RIKKI);
    }

    private ViewRecordStore store(DataSource dataSource, SchemaMode mode) {
        GatekeeperDb db = new GatekeeperDb(dataSource, SqlIdentifier.of("gatekeeper"), clock);
        return ViewRecordStore.on(db).initializeSchema(mode).build();
    }
}
