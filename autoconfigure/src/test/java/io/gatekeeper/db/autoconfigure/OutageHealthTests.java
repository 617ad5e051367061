package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.autoconfigure.health.GatekeeperHealthAutoConfiguration;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** An application that goes on without the gatekeeper's database is not said to be down because of it. */
class OutageHealthTests {

    private static final TestDatabase GATEKEEPER = TestPostgres.newDatabase();
    private static final TestDatabase APPLICATION = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = Applications.withJdbc()
            .withConfiguration(AutoConfigurations.of(
                    DataSourceHealthContributorAutoConfiguration.class, GatekeeperHealthAutoConfiguration.class))
            .withPropertyValues(GATEKEEPER.properties())
            .withPropertyValues("gatekeeper.db.on-unavailable=empty", "gatekeeper.db.connect-timeout=1s");

    private final ApplicationContextRunner beside = application.withPropertyValues(
            "spring.datasource.url=" + APPLICATION.url(),
            "spring.datasource.username=" + APPLICATION.username(),
            "spring.datasource.password=" + APPLICATION.password());

    @Test
    void besideAnotherDatabaseOursIsUnknownDuringAnOutage() {
        beside.withPropertyValues("gatekeeper.db.port=1").run(context -> {
            Map<String, Health> health = healthOf(context);

            assertThat(health).hasEntrySatisfying("gatekeeperDataSource", ours -> {
                assertThat(ours.getStatus()).isEqualTo(Status.UNKNOWN);
                assertThat(ours.getDetails())
                        .containsKeys("error", "unavailableSince")
                        .containsEntry("calls", "are answered without the database");
            });
            assertThat(health)
                    .hasEntrySatisfying(
                            "dataSource",
                            theirs -> assertThat(theirs.getStatus()).isEqualTo(Status.UP));
        });
    }

    @Test
    void itIsUpWhenItAnswers() {
        beside.run(context -> assertThat(healthOf(context).values())
                .extracting(Health::getStatus)
                .containsExactly(Status.UP, Status.UP));
    }

    @Test
    void theOnlyDatabaseOfTheApplicationIsDown() {
        application
                .withPropertyValues("gatekeeper.db.port=1")
                .run(context -> assertThat(healthOf(context).values())
                        .extracting(Health::getStatus)
                        .containsExactly(Status.DOWN));
    }

    @Test
    void withoutToleranceItIsDown() {
        beside.withPropertyValues("gatekeeper.db.on-unavailable=fail")
                .run(context -> assertThat(context).doesNotHaveBean("gatekeeperOutageTolerantHealth"));
    }

    @Test
    void whereItRefusesTheConnectionItIsDown() {
        beside.run(context -> {
            APPLICATION
                    .client()
                    .sql("alter database " + GATEKEEPER.name() + " allow_connections false")
                    .update();
            Applications.endSessions(GATEKEEPER, APPLICATION);

            assertThat(healthOf(context))
                    .hasEntrySatisfying(
                            "gatekeeperDataSource",
                            ours -> assertThat(ours.getStatus()).isEqualTo(Status.DOWN));
            APPLICATION
                    .client()
                    .sql("alter database " + GATEKEEPER.name() + " allow_connections true")
                    .update();
        });
    }

    private static Map<String, Health> healthOf(AssertableApplicationContext context) {
        return DataSourceArrangementTests.healthByDataSource(
                context.getBean(HealthContributor.class),
                context.getBeansOfType(DataSource.class).keySet());
    }
}
