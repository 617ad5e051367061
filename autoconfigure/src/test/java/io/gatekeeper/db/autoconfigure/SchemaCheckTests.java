package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** What is found in the database is looked at before it is used. */
@ExtendWith(OutputCaptureExtension.class)
class SchemaCheckTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @Test
    void aSchemaThatDoesNotExistIsNamed() {
        application
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .isEqualTo("The schema \"gatekeeper\" does not exist in the database %s.", database.name());
                    assertThat(analysis.getAction())
                            .contains("gatekeeper.db.schema", "gatekeeper.db.initialize-schema=create");
                });
    }

    @Test
    void aTableThatDoesNotExistIsNamed() {
        database.client().sql("create schema gatekeeper").update();

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .isEqualTo(
                                    "The table \"gatekeeper\".\"viewrecords\" does not exist in the database %s.",
                                    database.name());
                    assertThat(analysis.getAction()).contains("gatekeeper.db.initialize-schema=create");
                });
    }

    @Test
    void whatWasCreatedIsValid() {
        create();

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void nothingIsCheckedWhereNeverIsConfigured() {
        application
                .withPropertyValues("gatekeeper.db.initialize-schema=never")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            drop column updated_at             | has no column updated_at of type timestamp with time zone.
            drop column viewing_day cascade    | has no column viewing_day of type date.
            alter column user_id type varchar(50) | has a column user_id of type character varying(50) instead of text.
            alter column updated_at type timestamp | has a column updated_at of type timestamp without time zone instead of timestamp with time zone.
            drop constraint viewrecords_pkey   | has no unique key of its columns user_id and viewing_day.
            add column tenant text not null    | has a column tenant that demands a value, which the gatekeeper does not have.
            """)
    void aTableThatWouldNotWorkIsRefusedByNameAndColumn(String change, String difference) {
        create();
        database.client().sql("drop index gatekeeper.viewrecords_late_idx").update();
        database.client().sql("alter table gatekeeper.viewrecords " + change).update();

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .isEqualTo("The table \"gatekeeper\".\"viewrecords\" " + difference));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create unique index on gatekeeper.viewrecords (user_id, viewing_day) where user_id > ''",
                "create unique index on gatekeeper.viewrecords (user_id) include (viewing_day)",
                "create unique index on gatekeeper.viewrecords (user_id, viewing_day, lower(user_id))",
                "alter table gatekeeper.viewrecords add unique (user_id, viewing_day) deferrable",
                "create index on gatekeeper.viewrecords (user_id, viewing_day)"
            })
    void whatOnlyLooksLikeTheKeyIsNone(String lookalike) {
        create();
        database.client()
                .sql("alter table gatekeeper.viewrecords drop constraint viewrecords_pkey")
                .update();
        database.client().sql(lookalike).update();

        application.run(context -> assertThat(
                        Failures.analysisOf(context.getStartupFailure()).getDescription())
                .endsWith("has no unique key of its columns user_id and viewing_day."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "add column note text",
                "add column tenant text not null default 'home'",
                "add column id bigint generated always as identity",
                "add column month int not null generated always as (extract(month from viewing_day)) stored"
            })
    void aFurtherColumnThatDemandsNothingIsTolerated(String change) {
        create();
        database.client().sql("alter table gatekeeper.viewrecords " + change).update();

        application.run(context -> assertThat(context.getBean(ViewRecordRepository.class)
                        .append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                .isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "validate"})
    void aViewWithTheNameOfTheTableIsCalledAView(String mode) {
        database.client().sql("create schema gatekeeper").update();
        database.client()
                .sql("create view gatekeeper.viewrecords as select 1 as one")
                .update();

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode)
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .isEqualTo("What is named \"gatekeeper\".\"viewrecords\" is no table: view.");
                    assertThat(analysis.getAction())
                            .isEqualTo("Name another one in gatekeeper.db.table, or drop the view.");
                });
    }

    @Test
    void aServerThatQuotesAllIdentifiersMakesNoDifference() {
        database.client()
                .sql("alter database " + database.name() + " set quote_all_identifiers = on")
                .update();

        application.run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void anEncodingThatCannotHoldEveryTextIsWarnedOf(CapturedOutput output) {
        String latin = database.name() + "_latin1";
        database.client()
                .sql("create database " + latin + " encoding latin1 locale 'C' template template0")
                .update();

        application
                .withPropertyValues(database.named(latin).properties())
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output).contains("The database " + latin + " has the encoding LATIN1, which cannot hold every text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "validate"})
    void theTableOfThePythonServiceIsRecognisedAndLeftAlone(String mode) {
        database.client().sql("create schema gatekeeper").update();
        database.client().sql("""
                create table gatekeeper.viewrecords (
                  id bigint generated by default as identity primary key,
                  user_id text not null,
                  viewings jsonb,
                  updated_at timestamptz not null default now())
                """).update();
        database.client()
                .sql("insert into gatekeeper.viewrecords (user_id, viewings) values ('ann', '{\"version\": 1}')")
                .update();
        List<Map<String, Object>> before = contents();

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode)
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .startsWith("The table \"gatekeeper\".\"viewrecords\" is the Python service's");
                    assertThat(analysis.getAction()).contains("gatekeeper.db.table", "LegacyImport");
                });

        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void aTableOfSomebodyElseIsRefusedAndGetsNoIndex() {
        database.client().sql("create schema gatekeeper").update();
        database.client()
                .sql("create table gatekeeper.viewrecords (user_id text, viewings jsonb)")
                .update();

        application.run(context -> assertThat(
                        Failures.analysisOf(context.getStartupFailure()).getDescription())
                .isEqualTo("The table \"gatekeeper\".\"viewrecords\" has no column viewing_day of type date."));

        assertThat(database.client()
                        .sql("select indexname from pg_indexes where schemaname = 'gatekeeper'")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    private void create() {
        application.run(context -> assertThat(context).hasNotFailed());
    }

    private List<Map<String, Object>> contents() {
        return database.client().sql("""
                select c.relname, c.oid, c.xmin::text, (select v::text from gatekeeper.viewrecords v)
                  from pg_class c
                 where c.relnamespace = 'gatekeeper'::regnamespace
                 order by c.relname
                """).query().listOfRows();
    }
}
