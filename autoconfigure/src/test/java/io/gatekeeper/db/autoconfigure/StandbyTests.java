package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.docs.Page;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.servers.PostgresServer;
import io.gatekeeper.db.servers.ReplicatedServer;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.TestDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reports can come from a standby that follows the primary; nothing else does. */
class StandbyTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    @TempDir
    static Path folder;

    private static ReplicatedServer server;
    private static TestDatabase primary;
    private static TestDatabase standby;

    @BeforeAll
    static void start() throws IOException {
        server = ReplicatedServer.start(folder, Map.of("fsync", "off"));
        primary = database(server.primary());
        standby = database(server.standby());
        writer().run(context -> assertThat(context).hasNotFailed());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static TestDatabase database(PostgresServer server) {
        return new TestDatabase("localhost", server.port(), "postgres", "postgres", "postgres");
    }

    @BeforeEach
    void forgetWhatWasRecordedBefore() {
        primary.client().sql("delete from gatekeeper.viewrecords").update();
        await().ignoreExceptions().until(() -> Applications.recordsIn(standby, "ann") == 0);
    }

    @Test
    void aReportingApplicationReadsFromTheStandbyWhatWasAppendedToThePrimary() {
        writer().run(context -> context.getBean(ViewRecordRepository.class).append(VIEWING));

        reporting().run(context -> {
            assertThat(isStandby(context.getBean(JdbcClient.class))).isTrue();
            await().untilAsserted(() -> assertThat(
                            context.getBean(ViewRecordRepository.class).findOpen())
                    .hasSize(1));
        });
    }

    @Test
    void aWriteOfAReportingApplicationFailsAndStoresNothing() {
        reporting()
                .run(context -> assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() ->
                                context.getBean(ViewRecordRepository.class).append(VIEWING))
                        .withMessageContaining("read-only transaction"));

        assertThat(Applications.recordsIn(primary, "ann")).isZero();
    }

    @Test
    void withoutAStandbyReportsComeFromThePrimaryAndTheirWritesFailAllTheSame() {
        writer().run(context -> context.getBean(ViewRecordRepository.class).append(VIEWING));

        reporting()
                .withPropertyValues("gatekeeper.db.host=localhost:1," + address(primary))
                .run(context -> {
                    ViewRecordRepository reports = context.getBean(ViewRecordRepository.class);

                    assertThat(reports.findOpen()).hasSize(1);
                    assertThatExceptionOfType(DataAccessException.class)
                            .isThrownBy(() -> reports.close("ann", "tv", "films"))
                            .withMessageContaining("read-only transaction");
                    assertThatExceptionOfType(DataAccessException.class)
                            .isThrownBy(() -> reports.closeAll("tv"))
                            .withMessageContaining("read-only transaction");
                    assertThat(reports.findOpen()).hasSize(1);
                });
    }

    @Test
    void theWriterPassesTheStandbyOver() {
        writer().withPropertyValues(
                        "gatekeeper.db.host=" + address(standby) + "," + address(primary),
                        "gatekeeper.db.application-name=writer",
                        "gatekeeper.db.hikari.minimum-idle=5")
                .run(context -> {
                    await().until(() -> context.getBean(HikariDataSource.class)
                                    .getHikariPoolMXBean()
                                    .getTotalConnections()
                            == 5);

                    context.getBean(ViewRecordRepository.class).append(VIEWING);

                    assertThat(connectionsNamed("writer", primary)).isEqualTo(5);
                    await().untilAsserted(() ->
                            assertThat(connectionsNamed("writer", standby)).isZero());
                });

        assertThat(Applications.recordsIn(primary, "ann")).isOne();
    }

    @ParameterizedTest
    @CsvSource({"'', false", "?targetServerType=secondary, true"})
    void theUrlOfABeanLeadsToThePrimaryUnlessItSaysOtherwise(String parameters, boolean toStandby) {
        String url = "jdbc:postgresql://" + address(standby) + "," + address(primary) + "/postgres" + parameters;

        writer().withBean(GatekeeperConnectionDetails.class, () -> details(url))
                .run(context ->
                        assertThat(isStandby(context.getBean(JdbcClient.class))).isEqualTo(toStandby));
    }

    @ParameterizedTest
    @EnumSource(SchemaMode.class)
    void whereNothingIsMissingAnApplicationStartsOnAStandby(SchemaMode mode) {
        reporting()
                .withPropertyValues("gatekeeper.db.initialize-schema=" + mode)
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void forReportsTheRightToSelectIsEnoughWhereNobodyLooksAtTheSchema() {
        TestDatabase reader = Applications.withNewRole(primary, "secret");
        primary.client()
                .sql("grant usage on schema gatekeeper to " + reader.username())
                .update();
        primary.client()
                .sql("grant select on gatekeeper.viewrecords to " + reader.username())
                .update();
        writer().run(context -> context.getBean(ViewRecordRepository.class).append(VIEWING));
        await().until(() -> Applications.recordsIn(standby, "ann") == 1);

        reporting()
                .withPropertyValues("gatekeeper.db.username=" + reader.username())
                .run(context -> assertThat(
                                context.getBean(ViewRecordRepository.class).findOpen())
                        .hasSize(1));
    }

    @Test
    void whatIsMissingOnAStandbyIsNamed() {
        reporting()
                .withPropertyValues("gatekeeper.db.initialize-schema=create", "gatekeeper.db.schema=elsewhere")
                .run(context -> {
                    var analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .isEqualTo("The server takes no writes, being a standby perhaps, but lacks the schema"
                                    + " \"elsewhere\".");
                    assertThat(analysis.getAction()).contains("primary");
                });
    }

    @Test
    void besideTheWriterASecondRepositoryReadsFromTheStandby() {
        writerWithReports().run(context -> {
            ViewRecordRepository reports = context.getBean("reports", ViewRecordRepository.class);

            context.getBean(ViewRecordRepository.class).append(VIEWING);

            await().untilAsserted(() -> assertThat(reports.findOpen()).hasSize(1));
            assertThat(isStandby(JdbcClient.create(context.getBean("replica", DataSource.class))))
                    .isTrue();
        });
    }

    @Test
    void aWriteOfTheSecondRepositoryFailsAndStoresNothing() {
        writerWithReports()
                .run(context -> assertThatExceptionOfType(DataAccessException.class)
                        .isThrownBy(() -> context.getBean("reports", ViewRecordRepository.class)
                                .append(VIEWING))
                        .withMessageContaining("read-only transaction"));

        assertThat(Applications.recordsIn(primary, "ann")).isZero();
    }

    @Test
    void theSecondRepositoryChangesNothingForTheApplication() {
        writerWithReports().run(context -> {
            assertThat(context).hasSingleBean(JdbcClient.class);
            assertThat(isStandby(context.getBean(JdbcClient.class))).isFalse();
            assertThat(context.getBean(ViewRecordRepository.class)).isSameAs(context.getBean("viewRecordRepository"));
        });
    }

    private static ApplicationContextRunner writer() {
        return Applications.withJdbc().withPropertyValues(primary.properties());
    }

    private static ApplicationContextRunner reporting() {
        return writer().withInitializer(context -> configure(context, 0))
                .withPropertyValues("gatekeeper.db.host=" + address(primary) + "," + address(standby));
    }

    private static ApplicationContextRunner writerWithReports() {
        return writer().withInitializer(context -> configure(context, 1))
                .withPropertyValues(
                        "reports.datasource.jdbc-url=jdbc:postgresql://" + address(primary) + "," + address(standby)
                                + "/postgres?targetServerType=preferSecondary&readOnlyMode=always",
                        "reports.datasource.username=postgres",
                        "GATEKEEPER_PASSWORD=postgres")
                .withUserConfiguration(Reports.class);
    }

    private static void configure(ConfigurableApplicationContext context, int example) {
        try {
            byte[] yaml = Page.of("docs/scaling.md").code("yaml").get(example).getBytes(StandardCharsets.UTF_8);
            new YamlPropertySourceLoader()
                    .load("docs/scaling.md", new ByteArrayResource(yaml))
                    .forEach(context.getEnvironment().getPropertySources()::addLast);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static GatekeeperConnectionDetails details(String url) {
        return new GatekeeperConnectionDetails() {

            @Override
            public String getJdbcUrl() {
                return url;
            }

            @Override
            public String getUsername() {
                return "postgres";
            }

            @Override
            public String getPassword() {
                return "postgres";
            }
        };
    }

    private static String address(TestDatabase database) {
        return database.host() + ":" + database.port();
    }

    private static boolean isStandby(JdbcClient client) {
        return client.sql("select pg_is_in_recovery()").query(Boolean.class).single();
    }

    private static long connectionsNamed(String application, TestDatabase database) {
        return database.client()
                .sql("select count(*) from pg_stat_activity where application_name = ?")
                .param(application)
                .query(Long.class)
                .single();
    }

    @Configuration(proxyBeanMethods = false)
    static class Reports {

        @Bean(defaultCandidate = false)
        @ConfigurationProperties("reports.datasource")
        HikariDataSource replica() {
            return new HikariDataSource();
        }

        @Bean(defaultCandidate = false)
        ViewRecordRepository reports(@Qualifier("replica") DataSource replica, GatekeeperDb db, ViewingDays days) {
            GatekeeperDb standby = new GatekeeperDb(replica, SqlIdentifier.of("gatekeeper"), db.clock());
            return ViewRecordStore.on(standby)
                    .initializeSchema(SchemaMode.NEVER)
                    .days(days)
                    .build()
                    .repository();
        }
    }
}
