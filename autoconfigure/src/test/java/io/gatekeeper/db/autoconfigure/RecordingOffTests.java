package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.servers.CountingServer;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.autoconfigure.actuate.endpoint.HealthEndpointAutoConfiguration;
import org.springframework.boot.health.autoconfigure.contributor.HealthContributorAutoConfiguration;
import org.springframework.boot.health.autoconfigure.registry.HealthContributorRegistryAutoConfiguration;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** {@code gatekeeper.db.enabled=false}: the application runs as it is, and nothing is recorded. */
class RecordingOffTests {

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues("gatekeeper.db.enabled=false");

    @ParameterizedTest
    @ValueSource(strings = {"false", "FALSE", "off", "no", "0"})
    void everySpellingThatBootBindsSwitchesOff(String spelling) {
        application
                .withPropertyValues("gatekeeper.db.enabled=" + spelling)
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(ViewRecordStore.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "TRUE", "on", "yes", "1"})
    void everySpellingThatBootBindsSwitchesOn(String spelling) {
        application
                .withPropertyValues("gatekeeper.db.enabled=" + spelling)
                .withPropertyValues(TestPostgres.newDatabase().properties())
                .run(context -> assertThat(context).hasSingleBean(ViewRecordStore.class));
    }

    @Test
    void aSpellingThatIsNoneIsNamed() {
        application
                .withPropertyValues("gatekeeper.db.enabled=perhaps")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .contains("Property: gatekeeper.db.enabled", "Value: \"perhaps\""));
    }

    @Test
    void anImportFindsNothing() {
        application.run(context -> assertThat(
                        context.getBean(LegacyImport.class).run(QualifiedName.of("public", "viewrecords")))
                .isEqualTo(new ImportReport(0, 0, 0, 0, Collections.emptySortedMap())));
    }

    @Test
    void noPropertyIsDemanded() {
        application.run(context -> assertThat(context).hasNotFailed().hasSingleBean(ViewRecordRepository.class));
    }

    @Test
    void whatCouldNotBeUsedDoesNotMatter() {
        application
                .withPropertyValues("gatekeeper.db.schema=a;drop", "gatekeeper.db.port=0")
                .run(context -> assertThat(context).hasNotFailed());
    }

    @Test
    void nothingIsRecordedAndReadsAreEmpty() {
        application.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            NewViewing viewing = NewViewing.unlimited("ann", "tv", "Television", "films");

            assertThat(repository.append(viewing)).isEmpty();
            assertThat(repository.appendAll(List.of(viewing))).isEmpty();
            assertThat(repository.findOpen()).isEmpty();
            assertThat(repository.close("ann", "tv", "films")).isEmpty();
            assertThat(repository.secondsToday("ann")).isEmpty();
            assertThat(repository.deleteUser("ann")).isFalse();
        });
    }

    @Test
    void noConnectionIsOpened() throws IOException {
        try (CountingServer server = new CountingServer()) {
            application
                    .withPropertyValues(
                            "gatekeeper.db.host=localhost",
                            "gatekeeper.db.port=" + server.port(),
                            "gatekeeper.db.database=tv",
                            "gatekeeper.db.username=ann",
                            "gatekeeper.db.password=secret",
                            "gatekeeper.db.schema=gatekeeper")
                    .run(context -> {
                        context.getBean(ViewRecordRepository.class).findOpen();

                        assertThat(context).doesNotHaveBean(HikariDataSource.class);
                        assertThat(server.connections()).isZero();
                    });
        }
    }

    @Test
    void theApplicationStillGetsItsJdbcClientWhichSaysWhyItHasNoDatabase() {
        application.run(context -> assertThatExceptionOfType(CannotGetJdbcConnectionException.class)
                .isThrownBy(() -> Applications.databaseOf(context.getBean(JdbcClient.class)))
                .havingRootCause()
                .withMessageContaining("gatekeeper.db.enabled is false"));
    }

    @Test
    void aDataSourceOfTheApplicationIsTheOnlyOne() {
        TestDatabase database = TestPostgres.newDatabase();

        application.withBean(DataSource.class, database::dataSource).run(context -> {
            assertThat(context).hasSingleBean(DataSource.class).doesNotHaveBean(RecordingOffDataSource.class);
            assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                    .isEqualTo(database.name());
        });
    }

    @Test
    void aDataSourceThatBootGivesTheApplicationIsTheOnlyOne() {
        TestDatabase database = TestPostgres.newDatabase();

        application
                .withPropertyValues(
                        "spring.datasource.url=" + database.url(),
                        "spring.datasource.username=" + database.username(),
                        "spring.datasource.password=" + database.password())
                .run(context -> {
                    assertThat(context).hasSingleBean(DataSource.class).doesNotHaveBean(RecordingOffDataSource.class);
                    assertThat(Applications.databaseOf(context.getBean(JdbcClient.class)))
                            .isEqualTo(database.name());
                });
    }

    @Test
    void aRepositoryOfTheApplicationsOwnIsTheOnlyOne() {
        application
                .withBean("own", ViewRecordRepository.class, OwnBeansTests::ownRepository)
                .run(context -> assertThat(context)
                        .hasSingleBean(ViewRecordRepository.class)
                        .hasBean("own"));
    }

    @Test
    void theApplicationIsNotTakenForUnhealthy() {
        withHealth(application).run(context -> {
            HealthEndpoint health = context.getBean(HealthEndpoint.class);

            assertThat(health.health().getStatus()).isIn(Status.UP, Status.UNKNOWN);
        });
    }

    private static ApplicationContextRunner withHealth(ApplicationContextRunner application) {
        return application
                .withConfiguration(AutoConfigurations.of(
                        HealthContributorRegistryAutoConfiguration.class,
                        HealthContributorAutoConfiguration.class,
                        HealthEndpointAutoConfiguration.class,
                        DataSourceHealthContributorAutoConfiguration.class))
                .withPropertyValues("management.endpoints.web.exposure.include=health");
    }
}
