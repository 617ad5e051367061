package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

/** An application's own tables are created like ours: once, together, and only where they are missing. */
class SchemaScriptTests {

    private static final SchemaScript LIMITS = script("create table if not exists @@schema@@.limits (minutes jsonb)");

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    private final ApplicationContextRunner withLimits = application.withBean(SchemaScript.class, () -> LIMITS);

    @Test
    void itsTableStandsInOurSchema() {
        withLimits.run(context -> assertThat(tables("gatekeeper")).contains("limits", "viewrecords"));
    }

    @Test
    void theNameOfTheSchemaIsQuoted() {
        withLimits
                .withPropertyValues("gatekeeper.db.schema=Order")
                .run(context -> assertThat(tables("Order")).contains("limits"));
    }

    @Test
    void scriptsRunInTheOrderOfTheirBeans() {
        application
                .withUserConfiguration(FirstNeededBySecond.class)
                .run(context -> assertThat(tables("gatekeeper")).contains("first", "second"));
    }

    @Test
    void aScriptCanUseOurTable() {
        application
                .withBean(
                        SchemaScript.class,
                        () -> script("create view @@schema@@.limits as select user_id from @@schema@@.viewrecords"))
                .run(context -> assertThat(tables("gatekeeper")).contains("limits"));
    }

    @Test
    void aScriptIsRunAsItIsWhateverStandsInIt() {
        SchemaScript eventful = script("""
                create function @@schema@@.has(document jsonb, key text) returns boolean language plpgsql immutable
                as $$ declare found boolean; begin found := document ? key; return found; end $$;
                -- Of :name and ; nothing is a parameter.
                create table @@schema@@.limits (minutes jsonb check (minutes ? 'monday'), note text default ':a;?');
                """);

        application.withBean(SchemaScript.class, () -> eventful).run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(database.client()
                            .sql("select gatekeeper.has(jsonb_build_object('monday', 1), 'monday')")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        });
    }

    @Test
    void theSecondStartRunsNothing() {
        SchemaScript once = script("create table @@schema@@.limits (minutes jsonb)");
        application
                .withBean(SchemaScript.class, () -> once)
                .run(context -> assertThat(context).hasNotFailed());

        application
                .withBean(SchemaScript.class, () -> once)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void whereNothingIsMissingNoRightToCreateIsNeeded() {
        withLimits.run(context -> assertThat(context).hasNotFailed());

        withLimits
                .withPropertyValues(worker().properties())
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void aUserWhoMayNotCreateIsToldWhatIsMissing() {
        application.run(context -> assertThat(context).hasNotFailed());

        TestDatabase worker = worker();

        withLimits.withPropertyValues(worker.properties()).run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .startsWith("The user " + worker.username() + " may not create \"gatekeeper\".\"limits\"");
            assertThat(analysis.getAction()).contains("grant create on schema \"gatekeeper\" to " + worker.username());
        });
    }

    @Test
    void whatIsMissingIsCreatedAndTheRestIsLeftAlone() {
        application.run(context -> assertThat(context).hasNotFailed());
        List<Map<String, Object>> before = ours();

        withLimits.run(context -> assertThat(tables("gatekeeper")).contains("limits"));

        assertThat(before).isNotEmpty();
        assertThat(ours()).isEqualTo(before);
    }

    @Test
    void oneMissingRelationIsEnoughForAScriptToRun() {
        SchemaScript both = script("""
                create table if not exists @@schema@@.limits (minutes jsonb);
                create index if not exists limits_idx on @@schema@@.limits using gin (minutes);
                """, "limits", "limits_idx");
        withLimits.run(context -> assertThat(context).hasNotFailed());

        application
                .withBean(SchemaScript.class, () -> both)
                .run(context -> assertThat(database.client()
                                .sql("select to_regclass('gatekeeper.limits_idx') is not null")
                                .query(Boolean.class)
                                .single())
                        .isTrue());
    }

    @Test
    void aScriptThatCannotBeRunIsNamedAndNothingRemainsOfTheWholeCreation() {
        SchemaScript broken = script("create table @@schema@@.limits (minutes jsonb); create tabel oops ()");

        application
                .withBean(SchemaScript.class, () -> broken)
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .startsWith("The script limits.sql cannot be run: ERROR: syntax error at or near \"tabel\""));

        assertThat(tables("gatekeeper")).isEmpty();
    }

    @Test
    void aScriptThatDoesNotCreateWhatItNamesIsRefused() {
        SchemaScript elsewhere = script("create table public.limits (minutes jsonb)");

        application.withBean(SchemaScript.class, () -> elsewhere).run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .isEqualTo("The script limits.sql has run, but did not create \"gatekeeper\".\"limits\".");
            assertThat(analysis.getAction()).startsWith("Write @@schema@@ before every name");
        });
    }

    @Test
    void validationDemandsWhatAScriptCreates() {
        application.run(context -> assertThat(context).hasNotFailed());

        withLimits
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo("What the script limits.sql creates does not exist: \"gatekeeper\".\"limits\"."));
    }

    @Test
    void whatWasCreatedIsValid() {
        withLimits.run(context -> assertThat(context).hasNotFailed());

        withLimits
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void neverLeavesAScriptAlone() {
        withLimits.withPropertyValues("gatekeeper.db.initialize-schema=never").run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(tables("gatekeeper")).isEmpty();
        });
    }

    @Test
    void aScriptThatCreatesNothingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaScript.of(new ClassPathResource("gatekeeper/notes.sql")))
                .withMessage("The script notes.sql must create at least one table or index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "notes;", "gatekeeper.notes", "\"notes\""})
    void aNameThatIsNoIdentifierIsRefused(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SchemaScript.of(new ClassPathResource("gatekeeper/notes.sql"), name));
    }

    @Test
    void aScriptIsReadFromTheClassPathAndNamedLikeItsFile() {
        SchemaScript script = SchemaScript.of(new ClassPathResource("gatekeeper/notes.sql"), "notes");

        assertThat(script).hasToString("notes.sql");
        assertThat(script.ddlIn(SqlIdentifier.of("home"))).contains("\"home\".notes");
    }

    @Test
    void aScriptThatIsNotThereIsNamed() {
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> SchemaScript.of(new ClassPathResource("gatekeeper/nowhere.sql"), "nowhere"))
                .withMessageContaining("gatekeeper/nowhere.sql");
    }

    private static SchemaScript script(String ddl) {
        return script(ddl, "limits");
    }

    private static SchemaScript script(String ddl, String... creates) {
        return new SchemaScript(
                "limits.sql", ddl, Arrays.stream(creates).map(SqlIdentifier::of).toList());
    }

    /** A user with the privileges on our table, and no right to create. */
    private TestDatabase worker() {
        TestDatabase worker = Applications.withNewRole(database, "secret");
        String role = Objects.requireNonNull(worker.username());
        database.client().sql("grant usage on schema gatekeeper to " + role).update();
        database.client()
                .sql("grant select, insert, update, delete on gatekeeper.viewrecords to " + role)
                .update();
        return worker;
    }

    private List<String> tables(String schema) {
        return database.client()
                .sql("select table_name from information_schema.tables where table_schema = ?")
                .param(schema)
                .query(String.class)
                .list();
    }

    private List<Map<String, Object>> ours() {
        return database.client()
                .sql("select relname, oid, xmin::text from pg_class where relname like 'viewrecords%' order by relname")
                .query()
                .listOfRows();
    }

    @Configuration(proxyBeanMethods = false)
    static class FirstNeededBySecond {

        @Bean
        @Order(2)
        SchemaScript declaredFirst() {
            return new SchemaScript(
                    "second",
                    "create table @@schema@@.second (id bigint references @@schema@@.first)",
                    List.of(SqlIdentifier.of("second")));
        }

        @Bean
        @Order(1)
        SchemaScript declaredSecond() {
            return SchemaScript.of(
                    new ByteArrayResource(
                            "create table @@schema@@.first (id bigint primary key)".getBytes(StandardCharsets.UTF_8)),
                    "first");
        }
    }
}
