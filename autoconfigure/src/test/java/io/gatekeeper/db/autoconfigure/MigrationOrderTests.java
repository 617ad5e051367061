package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceInitializationAutoConfiguration;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;

/** Who manages the schema by migrations finds them done before ours looks for what is missing. */
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
}
