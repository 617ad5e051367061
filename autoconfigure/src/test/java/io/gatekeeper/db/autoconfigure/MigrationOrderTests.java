package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** Who manages the schema by migrations finds them done before ours looks for what is missing. */
@ExtendWith(OutputCaptureExtension.class)
class MigrationOrderTests {

    /** Fails where the table exists already, and so proves who came first. */
    private static final String MIGRATION = """
            create schema gatekeeper;
            create table gatekeeper.viewrecords (
              user_id text not null, viewing_day date not null, viewings jsonb not null,
              updated_at timestamptz not null, primary key (user_id, viewing_day));
            comment on table gatekeeper.viewrecords is 'migrated';
            """;

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path directory;

    @Test
    void flywayComesFirst() throws IOException {
        withFlyway().run(context -> {
            assertThat(context).hasNotFailed();
            assertThat(comment()).isEqualTo("migrated");
            assertThat(dependenciesOf(context, "gatekeeperSchemaInitializer")).contains("flywayInitializer");
        });
    }

    @Test
    void flywayCanDoItAloneWhereOursOnlyValidates() throws IOException {
        withFlyway()
                .withPropertyValues("gatekeeper.db.initialize-schema=validate")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void flywayOnTheApplicationsDatabaseKnowsNothingOfOurs() throws IOException {
        TestDatabase another = TestPostgres.newDatabase();

        withFlyway()
                .withBean("dataSource", DataSource.class, another::dataSource)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(comment()).isNull();
                });
    }

    @Test
    void liquibaseComesFirst() throws IOException {
        Path changes = directory.resolve("changes.sql");
        Files.writeString(changes, "--liquibase formatted sql\n--changeset ann:1\n" + MIGRATION);

        application
                .withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues("spring.liquibase.change-log=file:" + changes)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(comment()).isEqualTo("migrated");
                    assertThat(dependenciesOf(context, "gatekeeperSchemaInitializer"))
                            .contains("liquibase");
                });
    }

    @Test
    void aScriptOfTheApplicationComesFirst() throws IOException {
        Path script = directory.resolve("schema.sql");
        Files.writeString(script, MIGRATION);

        application
                .withConfiguration(AutoConfigurations.of(DataSourceInitializationAutoConfiguration.class))
                .withPropertyValues("spring.sql.init.mode=always", "spring.sql.init.schema-locations=file:" + script)
                .run(context -> {
                    assertThat(context).hasNotFailed();
                    assertThat(comment()).isEqualTo("migrated");
                });
    }

    @ParameterizedTest
    @MethodSource("secondStarts")
    void aSecondStartFindsWhatTheFirstOneDid(Arrangement arrangement, Tool tool) throws IOException {
        TestDatabase another = TestPostgres.newDatabase();
        ApplicationContextRunner start = tool.addedTo(arrangement.of(database, another), directory);

        start.run(context -> assertThat(context).hasNotFailed());
        start.run(context -> assertThat(context).hasNotFailed());

        assertThat(schemasWithChores(arrangement == Arrangement.BESIDE ? another : database))
                .containsExactly("public");
    }

    @ParameterizedTest
    @EnumSource(Arrangement.class)
    void aSchemaThatTheApplicationsStatementsWouldTakeForTheirsIsWarnedOf(
            Arrangement arrangement, CapturedOutput output) {
        TestDatabase owner = Applications.withNewRole(database, "secret");
        String role = Objects.requireNonNull(owner.username());
        database.client()
                .sql("grant create on database " + database.name() + " to " + role)
                .update();

        arrangement
                .of(owner, TestPostgres.newDatabase())
                .withPropertyValues("gatekeeper.db.schema=" + role)
                .run(context -> assertThat(context).hasNotFailed());

        assertThat(output.getOut().contains("stands first in the search path"))
                .isEqualTo(arrangement != Arrangement.BESIDE);
    }

    @Test
    void flywayRunsTheScriptOfTheJar() throws IOException {
        database.client().sql("create schema gatekeeper").update();
        Files.writeString(directory.resolve("V1__viewrecords.sql"), script());

        application
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues(
                        "gatekeeper.db.initialize-schema=validate",
                        "spring.flyway.locations=filesystem:" + directory,
                        "spring.flyway.placeholders.schema=gatekeeper",
                        "spring.flyway.placeholders.table=viewrecords")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(version()).isEqualTo("gatekeeper: version 1");
    }

    @Test
    void liquibaseRunsTheScriptOfTheJar() throws IOException {
        database.client().sql("create schema gatekeeper").update();
        Path changes = directory.resolve("changes.yaml");
        Files.writeString(changes, """
                databaseChangeLog:
                  - changeSet:
                      id: viewrecords
                      author: ann
                      changes:
                        - sqlFile:
                            path: io/gatekeeper/db/schema/V1.sql
                """);

        application
                .withConfiguration(AutoConfigurations.of(LiquibaseAutoConfiguration.class))
                .withPropertyValues(
                        "gatekeeper.db.initialize-schema=validate",
                        "spring.liquibase.change-log=file:" + changes,
                        "spring.liquibase.parameters.schema=gatekeeper",
                        "spring.liquibase.parameters.table=viewrecords")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(version()).isEqualTo("gatekeeper: version 1");
    }

    private static String script() throws IOException {
        return new ClassPathResource("io/gatekeeper/db/schema/V1.sql").getContentAsString(StandardCharsets.UTF_8);
    }

    private String version() {
        return database.client()
                .sql("select obj_description(cast('gatekeeper.viewrecords_open_idx' as regclass))")
                .query(String.class)
                .single();
    }

    @Test
    void theRepositoryComesAfterTheSchema() {
        application.run(context ->
                assertThat(dependenciesOf(context, "viewRecordRepository")).contains("gatekeeperSchemaInitializer"));
    }

    @Test
    void theApplicationsOwnBeansDoNotWaitForOurSchema() {
        application.run(context ->
                assertThat(dependenciesOf(context, "jdbcTemplate")).doesNotContain("gatekeeperSchemaInitializer"));
    }

    private ApplicationContextRunner withFlyway() throws IOException {
        Files.writeString(directory.resolve("V1__viewrecords.sql"), MIGRATION);
        return application
                .withConfiguration(AutoConfigurations.of(FlywayAutoConfiguration.class))
                .withPropertyValues("spring.flyway.locations=filesystem:" + directory);
    }

    private @Nullable String comment() {
        return database.client()
                .sql("select obj_description('gatekeeper.viewrecords'::regclass)")
                .query((row, number) -> Optional.ofNullable(row.getString(1)))
                .single()
                .orElse(null);
    }

    private static String[] dependenciesOf(AssertableApplicationContext context, String bean) {
        String[] dependencies = context.getSourceApplicationContext(ConfigurableApplicationContext.class)
                .getBeanFactory()
                .getBeanDefinition(bean)
                .getDependsOn();
        return dependencies == null ? new String[0] : dependencies;
    }

    private static List<String> schemasWithChores(TestDatabase database) {
        return database.client()
                .sql("select schemaname from pg_tables where tablename = 'chore'")
                .query(String.class)
                .list();
    }

    private static Stream<Arguments> secondStarts() {
        return Arrays.stream(Arrangement.values())
                .flatMap(arrangement -> Arrays.stream(Tool.values()).map(tool -> arguments(arrangement, tool)));
    }

    /** Whose database is whose. */
    enum Arrangement {
        OURS {
            @Override
            ApplicationContextRunner of(TestDatabase database, TestDatabase another) {
                return Applications.withJdbc().withPropertyValues(database.properties());
            }
        },

        THE_APPLICATIONS {
            @Override
            ApplicationContextRunner of(TestDatabase database, TestDatabase another) {
                return Applications.withJdbc()
                        .withPropertyValues("gatekeeper.db.schema=gatekeeper")
                        .withBean("dataSource", DataSource.class, database::dataSource);
            }
        },

        BESIDE {
            @Override
            ApplicationContextRunner of(TestDatabase database, TestDatabase another) {
                return OURS.of(database, another).withBean("dataSource", DataSource.class, another::dataSource);
            }
        };

        abstract ApplicationContextRunner of(TestDatabase database, TestDatabase another);
    }

    /** What creates the application's own table. */
    enum Tool {
        FLYWAY(FlywayAutoConfiguration.class, "V1__chores.sql", "", "spring.flyway.locations=filesystem:%1$s"),

        LIQUIBASE(
                LiquibaseAutoConfiguration.class,
                "changes.sql",
                "--liquibase formatted sql\n--changeset ann:1\n",
                "spring.liquibase.change-log=file:%2$s"),

        SCRIPT(
                DataSourceInitializationAutoConfiguration.class,
                "schema.sql",
                "",
                "spring.sql.init.schema-locations=file:%2$s");

        private final Class<?> configuration;
        private final String file;
        private final String head;
        private final String property;

        Tool(Class<?> configuration, String file, String head, String property) {
            this.configuration = configuration;
            this.file = file;
            this.head = head;
            this.property = property;
        }

        ApplicationContextRunner addedTo(ApplicationContextRunner application, Path directory) throws IOException {
            String ifNeeded = this == SCRIPT ? "if not exists " : "";
            Path script =
                    Files.writeString(directory.resolve(file), head + "create table " + ifNeeded + "chore (id int);");
            return application
                    .withConfiguration(AutoConfigurations.of(configuration))
                    .withPropertyValues("spring.sql.init.mode=always", property.formatted(directory, script));
        }
    }
}
