package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.sql.Connection;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

class PoolTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    @ParameterizedTest
    @EnumSource(SchemaMode.class)
    void thePoolIsOpenOnceTheApplicationHasStarted(SchemaMode mode) {
        application.run(context -> assertThat(context).hasNotFailed());

        application
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode, "gatekeeper.db.application-name=started")
                .run(context -> {
                    assertThat(context.getBean(HikariDataSource.class)
                                    .getHikariPoolMXBean()
                                    .getTotalConnections())
                            .isPositive();
                    assertThat(connectionsNamed("started")).isPositive();
                });
    }

    @Test
    void thePoolIsClosedWithTheApplication() {
        application
                .withPropertyValues("gatekeeper.db.application-name=closing")
                .run(context -> assertThat(connectionsNamed("closing")).isPositive());

        await().untilAsserted(() -> assertThat(connectionsNamed("closing")).isZero());
    }

    @Test
    void thePoolHasTheGatekeepersName() {
        application.run(
                context -> assertThat(context.getBean(HikariDataSource.class).getPoolName())
                        .isEqualTo("gatekeeper"));
    }

    @Test
    void theApplicationsNameIsWhatTheServerLists() {
        application.run(context -> assertThat(connectionsNamed("gatekeeper")).isPositive());
    }

    @Test
    void aWaitForThePoolLastsAsLongAsAWaitForAHost() {
        application
                .withPropertyValues("gatekeeper.db.connect-timeout=3s")
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getConnectionTimeout())
                        .isEqualTo(3_000));
    }

    @Test
    void whetherAnIdleConnectionIsAliveIsKnownWithinASecond() {
        application.run(
                context -> assertThat(context.getBean(HikariDataSource.class).getValidationTimeout())
                        .isEqualTo(1_000));
        application
                .withPropertyValues("gatekeeper.db.hikari.validation-timeout=2000")
                .run(context -> assertThat(
                                context.getBean(HikariDataSource.class).getValidationTimeout())
                        .isEqualTo(2_000));
    }

    @Test
    void hikarisOwnPropertiesWin() {
        application
                .withPropertyValues(
                        "gatekeeper.db.hikari.maximum-pool-size=3",
                        "gatekeeper.db.hikari.connection-timeout=700",
                        "gatekeeper.db.hikari.pool-name=mine",
                        "gatekeeper.db.hikari.data-source-properties.ApplicationName=mine-too")
                .run(context -> {
                    HikariDataSource pool = context.getBean(HikariDataSource.class);

                    assertThat(pool.getMaximumPoolSize()).isEqualTo(3);
                    assertThat(pool.getConnectionTimeout()).isEqualTo(700);
                    assertThat(pool.getPoolName()).isEqualTo("mine");
                    assertThat(connectionsNamed("mine-too")).isPositive();
                });
    }

    @ParameterizedTest
    @CsvSource({
        "statement_timeout, statement-timeout, 20s, 7s",
        "lock_timeout, lock-timeout, 5s, 1500ms",
        "application_name, application-name, gatekeeper, living-room"
    })
    void theServerAppliesWhatIsConfigured(String setting, String property, String byDefault, String configured) {
        application.run(context ->
                assertThat(setting(context.getBean(JdbcClient.class), setting)).isEqualTo(byDefault));
        application
                .withPropertyValues("gatekeeper.db." + property + "=" + configured)
                .run(context -> assertThat(setting(context.getBean(JdbcClient.class), setting))
                        .isEqualTo(configured));
    }

    @ParameterizedTest
    @CsvSource({"statement_timeout, statement-timeout, 11s", "lock_timeout, lock-timeout, 3s"})
    void aLimitOfZeroIsLeftToTheServer(String setting, String property, String limit) {
        database.client()
                .sql("alter database " + database.name() + " set " + setting + " = '" + limit + "'")
                .update();

        application
                .withPropertyValues("gatekeeper.db." + property + "=0")
                .run(context -> assertThat(setting(context.getBean(JdbcClient.class), setting))
                        .isEqualTo(limit));
    }

    @Test
    void theDriverGivesUpOnAServerThatDoesNotAnswer() {
        application
                .withPropertyValues("gatekeeper.db.socket-timeout=40s", "gatekeeper.db.hikari.maximum-pool-size=1")
                .run(context -> {
                    try (Connection connection =
                            context.getBean(DataSource.class).getConnection()) {
                        assertThat(connection.getNetworkTimeout()).isEqualTo(40_000);
                    }
                });
    }

    @Test
    void twoApplicationsInOneJvmDoNotDisturbEachOther() {
        TestDatabase another = TestPostgres.newDatabase();
        NewViewing viewing = NewViewing.unlimited("ann", "tv", "Television", "films");

        application
                .withPropertyValues("gatekeeper.db.hikari.register-mbeans=true")
                .run(first -> Applications.withJdbc()
                        .withPropertyValues(another.properties())
                        .run(second -> first.getBean(ViewRecordRepository.class).append(viewing)));

        assertThat(Applications.recordsIn(database, "ann")).isOne();
        assertThat(Applications.recordsIn(another, "ann")).isZero();
    }

    @Test
    void withLazyInitializationTheSchemaIsThereBeforeTheRepositoryIs() {
        application
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("gatekeeper.db.application-name=lazy")
                .run(context -> {
                    assertThat(connectionsNamed("lazy")).isZero();

                    context.getBean(ViewRecordRepository.class)
                            .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

                    assertThat(Applications.recordsIn(database, "ann")).isOne();
                });
    }

    private static String setting(JdbcClient client, String name) {
        return client.sql("select current_setting(?)")
                .param(name)
                .query(String.class)
                .single();
    }

    private long connectionsNamed(String applicationName) {
        return database.client()
                .sql("select count(*) from pg_stat_activity where datname = current_database()"
                        + " and application_name = ?")
                .param(applicationName)
                .query(Long.class)
                .single();
    }
}
