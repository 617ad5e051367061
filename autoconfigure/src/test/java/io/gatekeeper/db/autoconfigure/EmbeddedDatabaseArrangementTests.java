package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/** One more arrangement: H2 is on the class path, so Boot gives the application a database without being asked to. */
class EmbeddedDatabaseArrangementTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    @SuppressWarnings("NullAway.Init")
    private URLClassLoader classPathWithH2;

    @BeforeEach
    void addH2() throws IOException {
        URL h2 = Path.of("target/h2/h2.jar").toRealPath().toUri().toURL();
        classPathWithH2 = new URLClassLoader(new URL[] {h2}, getClass().getClassLoader());
    }

    @AfterEach
    void removeH2() throws IOException {
        classPathWithH2.close();
    }

    @Test
    void theApplicationsBeansUseTheEmbeddedDatabase() {
        application().run(context -> {
            JdbcTemplate template = context.getBean(JdbcTemplate.class);
            DataSource transactional = Objects.requireNonNull(
                    context.getBean(DataSourceTransactionManager.class).getDataSource());

            assertThatH2Answers(context.getBean(JdbcClient.class));
            assertThatH2Answers(JdbcClient.create(template));
            assertThatH2Answers(JdbcClient.create(transactional));
            assertThatH2Answers(JdbcClient.create(context.getBean(DataSource.class)));
        });
    }

    @Test
    void theRepositoryUsesTheGatekeepersDatabase() {
        application().run(context -> {
            context.getBean(ViewRecordRepository.class)
                    .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

            assertThat(Applications.recordsIn(database, "ann")).isOne();
        });
    }

    @Test
    void theHealthOfTheDatabaseIsTheOneOfBoth() {
        application()
                .withConfiguration(AutoConfigurations.of(DataSourceHealthContributorAutoConfiguration.class))
                .run(context -> {
                    Map<String, Health> health = DataSourceArrangementTests.healthByDataSource(
                            context.getBean(HealthContributor.class),
                            context.getBeansOfType(DataSource.class).keySet());

                    assertThat(health)
                            .containsOnlyKeys("dataSource", "gatekeeperDataSource")
                            .hasEntrySatisfying("dataSource", each -> assertUp(each, "H2"))
                            .hasEntrySatisfying("gatekeeperDataSource", each -> assertUp(each, "PostgreSQL"));
                });
    }

    @Test
    void nothingOfOursStandsInTheEmbeddedDatabase() {
        application()
                .run(context -> assertThat(context.getBean(JdbcClient.class)
                                .sql("select schema_name from information_schema.schemata")
                                .query(String.class)
                                .list())
                        .contains("PUBLIC")
                        .doesNotContain("gatekeeper"));
    }

    @Test
    void theEmbeddedDatabaseIsNoneForTheGatekeeper() {
        application().withPropertyValues("gatekeeper.db.use=application").run(context -> {
            var analysis = Failures.analysisOf(context.getStartupFailure());

            assertThat(analysis.getDescription())
                    .isEqualTo("The application's DataSource is on H2, but the gatekeeper needs PostgreSQL.");
            assertThat(analysis.getAction()).contains("@GatekeeperDataSource", "gatekeeper.db.use to own");
        });
    }

    private ApplicationContextRunner application() {
        return Applications.withJdbc().withPropertyValues(database.properties()).withClassLoader(classPathWithH2);
    }

    private static void assertUp(Health health, String database) {
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("database", database);
    }

    private static void assertThatH2Answers(JdbcClient client) {
        assertThat(client.sql("select h2version()").query(String.class).single())
                .isNotBlank();
    }
}
