package io.gatekeeper.db.autoconfigure.testcontainers;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.autoconfigure.Applications;
import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import io.gatekeeper.db.autoconfigure.PropertiesGatekeeperConnectionDetails;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.testcontainers.containers.JdbcDatabaseContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.DockerImageName;

/** Containers that are there already, so that no Docker engine is needed. */
class ContainerServiceConnectionTests {

    private static final TestDatabase DATABASE = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = Applications.withJdbc()
            .withConfiguration(AutoConfigurations.of(ServiceConnectionAutoConfiguration.class))
            .withPropertyValues("gatekeeper.db.schema=gatekeeper");

    @Test
    void aPostgresContainerFeedsTheGatekeeperWithoutAProperty() {
        application.withUserConfiguration(Postgres.class).run(context -> {
            context.getBean(ViewRecordRepository.class)
                    .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

            assertThat(Applications.recordsIn(DATABASE, "ann")).isOne();
        });
    }

    @Test
    void itFeedsTheApplicationToo() {
        application
                .withUserConfiguration(Postgres.class)
                .run(context -> assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                        .isEqualTo(DATABASE.name()));
    }

    @Test
    void aContainerForTheGatekeeperAloneIsTheApplicationsOnlyDatabase() {
        application
                .withUserConfiguration(PostgresForTheGatekeeper.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(GatekeeperConnectionDetails.class)
                        .doesNotHaveBean(JdbcConnectionDetails.class));
    }

    @Test
    void aContainerOfAnotherDatabaseIsNotForTheGatekeeper() {
        application
                .withUserConfiguration(AnotherDatabase.class)
                .withPropertyValues(DATABASE.properties())
                .run(context -> assertThat(context.getBean(GatekeeperConnectionDetails.class))
                        .isInstanceOf(PropertiesGatekeeperConnectionDetails.class));
    }

    @Configuration(proxyBeanMethods = false)
    static class Postgres {

        @Bean
        @ServiceConnection
        RunningPostgres postgres() {
            return new RunningPostgres();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class PostgresForTheGatekeeper {

        @Bean
        @ServiceConnection(type = GatekeeperConnectionDetails.class)
        RunningPostgres postgres() {
            return new RunningPostgres();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class AnotherDatabase {

        @Bean
        @ServiceConnection
        RunningDatabase database() {
            return new RunningDatabase();
        }
    }

    private static final class RunningPostgres extends PostgreSQLContainer {

        RunningPostgres() {
            super("postgres");
        }

        @Override
        public void start() {}

        @Override
        public String getJdbcUrl() {
            return DATABASE.url();
        }

        @Override
        public String getUsername() {
            return String.valueOf(DATABASE.username());
        }

        @Override
        public String getPassword() {
            return String.valueOf(DATABASE.password());
        }
    }

    /** Some database that is no PostgreSQL, by its type; only so that it can be reached, it is one. */
    private static final class RunningDatabase extends JdbcDatabaseContainer<RunningDatabase> {

        RunningDatabase() {
            super(DockerImageName.parse("another"));
        }

        @Override
        public void start() {}

        @Override
        public String getDriverClassName() {
            return "org.postgresql.Driver";
        }

        @Override
        public String getJdbcUrl() {
            return DATABASE.url();
        }

        @Override
        public String getUsername() {
            return String.valueOf(DATABASE.username());
        }

        @Override
        public String getPassword() {
            return String.valueOf(DATABASE.password());
        }

        @Override
        protected String getTestQueryString() {
            return "select 1";
        }
    }
}
