package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.core.io.ClassPathResource;

@ExtendWith(OutputCaptureExtension.class)
class SchemaCreationTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @Test
    void onAnEmptyDatabaseEverythingIsCreated() {
        application.run(context -> {
            context.getBean(ViewRecordRepository.class)
                    .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

            assertThat(relations())
                    .contains(
                            "viewrecords",
                            "viewrecords_pkey",
                            "viewrecords_open_idx",
                            "viewrecords_late_idx",
                            "viewrecords_day_idx");
            assertThat(Applications.recordsIn(database, "ann")).isOne();
        });
    }

    /** Then PostgreSQL spells what it was told with quotes. */
    @Test
    void quoteIdentifiers(CapturedOutput output) {
        database.client()
                .sql("alter database " + database.name() + " set quote_all_identifiers = on")
                .update();

        application.run(context -> assertThat(context).hasNotFailed());
        application
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).doesNotContain("The index");
    }

    @Test
    void theSecondStartChangesNothing() {
        application.run(context -> assertThat(context).hasNotFailed());
        List<Map<String, Object>> before = catalog();

        application.run(context -> assertThat(context).hasNotFailed());

        assertThat(before).isNotEmpty();
        assertThat(catalog()).isEqualTo(before);
    }

    @Test
    void oneStartWaitsForAnotherThatIsCreatingAndSaysForWhat() throws SQLException {
        whileAnotherIsCreating(() -> application
                .withPropertyValues("gatekeeper.db.lock-timeout=50ms")
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription()).contains("the lock for creating the schema");
                    assertThat(analysis.getAction()).contains("pg_locks");
                }));
    }

    @Test
    void neitherTheLimitOfAStatementNorThatOfALockEndsTheWaiting() throws Exception {
        try (Connection another = database.dataSource().getConnection();
                Statement statement = another.createStatement()) {
            statement.execute("select pg_advisory_lock(7449927337190712625)");
            Future<?> start = Executors.newSingleThreadExecutor()
                    .submit(() -> application
                            .withPropertyValues(
                                    "gatekeeper.db.lock-timeout=500ms", "gatekeeper.db.statement-timeout=600ms")
                            .run(context -> assertThat(context).hasNotFailed()));
            statement.execute("select pg_sleep(1)");
            assertThat(start).isNotDone();
            statement.execute("select pg_advisory_unlock(7449927337190712625)");
            start.get();
        }
        assertThat(relations()).contains("viewrecords");
    }

    @Test
    void anIndexThatIsInvalidMissingOrOfAnotherDefinitionIsSaid(CapturedOutput output) {
        application.run(context -> assertThat(context).hasNotFailed());
        database.client()
                .sql("update pg_index set indisvalid = false"
                        + " where indexrelid = cast('gatekeeper.viewrecords_open_idx' as regclass)")
                .update();
        database.client().sql("drop index gatekeeper.viewrecords_late_idx").update();
        database.client()
                .sql("create index viewrecords_late_idx on gatekeeper.viewrecords (updated_at) where user_id > ''")
                .update();

        application.run(context -> assertThat(context).hasNotFailed());
        assertThat(output)
                .contains(
                        "The index \"viewrecords_open_idx\" is invalid",
                        "The index \"viewrecords_late_idx\" has another");

        database.client().sql("drop index gatekeeper.viewrecords_late_idx").update();
        application
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("The index \"viewrecords_late_idx\" is missing");
    }

    @Test
    void anIndexThatWentAwayWithARenamedTableIsSaid(CapturedOutput output) {
        application.run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("The index");
        database.client()
                .sql("alter table gatekeeper.viewrecords rename to old")
                .update();

        application.run(context -> assertThat(context).hasNotFailed());

        assertThat(relations()).contains("viewrecords");
        assertThat(output)
                .contains("The index \"viewrecords_open_idx\" is missing on the table, or is another table's");
    }

    /** What a tool for migrations creates from the script is what the start creates. */
    @Test
    void theScriptCreatesTheSameByItself() throws IOException {
        application.run(context -> assertThat(context).hasNotFailed());
        TestDatabase migrated = TestPostgres.newDatabase();
        migrated.client().sql("create schema gatekeeper").update();

        migrated.client()
                .sql(new ClassPathResource("io/gatekeeper/db/schema/V1.sql")
                        .getContentAsString(StandardCharsets.UTF_8)
                        .replace("${schema}", "gatekeeper")
                        .replace("${table}", "viewrecords"))
                .update();

        assertThat(definitions(migrated)).isEqualTo(definitions(database)).hasSizeGreaterThan(7);
        application
                .withPropertyValues(migrated.properties())
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    private static List<String> definitions(TestDatabase database) {
        return database.client().sql("""
                select pg_get_indexdef(i.indexrelid) || coalesce(obj_description(i.indexrelid), '')
                  from pg_index i where i.indrelid = cast('gatekeeper.viewrecords' as regclass)
                 union all
                select a.attname || ' ' || format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull
                  from pg_attribute a where a.attrelid = cast('gatekeeper.viewrecords' as regclass) and a.attnum > 0
                 union all
                select pg_get_constraintdef(c.oid)
                  from pg_constraint c where c.conrelid = cast('gatekeeper.viewrecords' as regclass)
                 order by 1
                """).query(String.class).list();
    }

    @Test
    void whereNothingIsMissingNoStartWaits() throws SQLException {
        application.run(context -> assertThat(context).hasNotFailed());

        whileAnotherIsCreating(() -> application
                .withPropertyValues("gatekeeper.db.lock-timeout=50ms")
                .run(context -> assertThat(context).hasNotFailed()));
    }

    @Test
    void whatIsMissingIsCreatedAndTheRestIsLeftAlone() {
        application.run(context -> assertThat(context).hasNotFailed());
        List<Map<String, Object>> before = catalogWithout("viewrecords_open_idx");
        database.client().sql("drop index gatekeeper.viewrecords_open_idx").update();

        application.run(context -> assertThat(relations()).contains("viewrecords_open_idx"));

        assertThat(catalogWithout("viewrecords_open_idx")).isEqualTo(before);
    }

    @Test
    void aSchemaThatIsThereAlreadyIsUsed() {
        database.client().sql("create schema gatekeeper").update();

        application.run(context -> assertThat(relations()).contains("viewrecords"));
    }

    @Test
    void whenTheCreationFailsMidwayNothingOfItRemains() {
        database.client()
                .sql("create function refuse() returns event_trigger language plpgsql"
                        + " as $$ begin raise 'no index today'; end $$")
                .update();
        database.client()
                .sql("create event trigger no_index on ddl_command_start when tag in ('CREATE INDEX')"
                        + " execute function refuse()")
                .update();

        application.run(context -> assertThat(context.getStartupFailure()).hasStackTraceContaining("no index today"));

        assertThat(schemas()).doesNotContain("gatekeeper");
    }

    @Test
    void aUserWhoMayNotCreateIsToldWhatIsMissing() {
        TestDatabase reader = Applications.withNewRole(database, "secret");

        application.withPropertyValues(reader.properties()).run(context -> {
            FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .isEqualTo(
                            "The user %s may not create the schema \"gatekeeper\", which is missing in the database %s.",
                            reader.username(), database.name());
            assertThat(analysis.getAction())
                    .contains(
                            "grant create on database " + database.name() + " to " + reader.username(),
                            "gatekeeper.db.initialize-schema");
        });
    }

    @Test
    void aUserWhoMayNotCreateWithinTheSchemaIsToldWhatIsMissing() {
        TestDatabase reader = Applications.withNewRole(database, "secret");
        database.client().sql("create schema gatekeeper").update();

        application
                .withPropertyValues(reader.properties())
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo(
                                "The user %s may not create \"gatekeeper\".\"viewrecords\", which is missing in the database"
                                        + " %s.",
                                reader.username(), database.name()));
    }

    private void whileAnotherIsCreating(Runnable action) throws SQLException {
        try (Connection another = database.dataSource().getConnection();
                Statement statement = another.createStatement()) {
            statement.execute("select pg_advisory_lock(7449927337190712625)");
            action.run();
        }
    }

    private List<String> schemas() {
        return database.client()
                .sql("select nspname from pg_namespace")
                .query(String.class)
                .list();
    }

    private List<String> relations() {
        return catalog().stream().map(row -> (String) row.get("relname")).toList();
    }

    private List<Map<String, Object>> catalogWithout(String relation) {
        return catalog().stream()
                .filter(row -> !relation.equals(row.get("relname")))
                .map(row -> Map.of("relname", row.get("relname"), "oid", row.get("oid")))
                .toList();
    }

    /** Every row of the catalog that a statement of ours could touch, with the transaction that wrote it. */
    private List<Map<String, Object>> catalog() {
        return database.client().sql("""
                select c.relname, c.oid, c.relfilenode, c.xmin::text, n.oid as schema, n.xmin::text as schema_xmin
                  from pg_class c join pg_namespace n on n.oid = c.relnamespace
                 where n.nspname = 'gatekeeper'
                 order by c.relname
                """).query().listOfRows();
    }
}
