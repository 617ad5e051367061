package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.metrics.DataSourcePoolMetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pool's metrics and the database's health appear by themselves, in whatever arrangement. */
class OperationTests {

    private final TestDatabase database = TestPostgres.newDatabase();
    private final TestDatabase another = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = Applications.withJdbc()
            .withConfiguration(AutoConfigurations.of(
                    MetricsAutoConfiguration.class,
                    CompositeMeterRegistryAutoConfiguration.class,
                    SimpleMetricsExportAutoConfiguration.class,
                    DataSourcePoolMetricsAutoConfiguration.class,
                    HealthContributorRegistryAutoConfiguration.class,
                    HealthContributorAutoConfiguration.class,
                    HealthEndpointAutoConfiguration.class,
                    DataSourceHealthContributorAutoConfiguration.class))
            .withPropertyValues("management.endpoints.web.exposure.include=health")
            .withPropertyValues("management.endpoint.health.show-details=always")
            .withPropertyValues(database.properties());

    private final ApplicationContextRunner besideAnother = application.withPropertyValues(
            "spring.datasource.url=" + another.url(),
            "spring.datasource.username=" + another.username(),
            "spring.datasource.password=" + another.password());

    @Test
    void aloneOurPoolIsMeteredByItsName() {
        application.run(
                context -> assertThat(largestPool(context, "gatekeeper")).isEqualTo(10));
    }

    @Test
    void besideAnotherDatabaseOurPoolIsMeteredByItsName() {
        besideAnother
                .withPropertyValues("gatekeeper.db.hikari.maximum-pool-size=3")
                .run(context -> assertThat(largestPool(context, "gatekeeper")).isEqualTo(3));
    }

    @Test
    void aloneTheHealthOfTheDatabaseIsOurs() {
        application.run(context -> {
            assertThat(health(context)).isInstanceOf(IndicatedHealthDescriptor.class);
            assertUp(health(context));
        });
    }

    @Test
    void besideAnotherDatabaseBothHaveAHealth() {
        besideAnother.run(context -> {
            assertThat(partsOfHealth(context)).containsOnlyKeys("dataSource", "gatekeeperDataSource");
            assertThat(partsOfHealth(context).values()).allSatisfy(OperationTests::assertUp);
        });
    }

    @Test
    void aDataSourceOfTheApplicationsForUsHasAHealthByItsOwnName() {
        besideAnother
                .withUserConfiguration(OwnDataSource.class)
                .run(context -> assertThat(partsOfHealth(context)).containsOnlyKeys("dataSource", "viewings"));
    }

    private static double largestPool(ApplicationContext context, String pool) {
        Gauge connections = context.getBean(MeterRegistry.class)
                .get("hikaricp.connections.max")
                .tag("pool", pool)
                .gauge();
        return connections.value();
    }

    private static HealthDescriptor health(ApplicationContext context) {
        return Objects.requireNonNull(context.getBean(HealthEndpoint.class).healthForPath("db"));
    }

    private static Map<String, HealthDescriptor> partsOfHealth(ApplicationContext context) {
        return Objects.requireNonNull(((CompositeHealthDescriptor) health(context)).getComponents());
    }

    private static void assertUp(HealthDescriptor health) {
        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(((IndicatedHealthDescriptor) health).getDetails())
                .containsEntry("database", "PostgreSQL")
                .containsEntry("validationQuery", "isValid()");
    }

    @Configuration(proxyBeanMethods = false)
    static class OwnDataSource {

        @Bean(defaultCandidate = false)
        @GatekeeperDataSource
        DataSource viewings() {
            return TestPostgres.newDatabase().dataSource();
        }
    }
}
