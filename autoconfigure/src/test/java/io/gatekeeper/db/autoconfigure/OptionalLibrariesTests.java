package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What an application does not have on its class path is not missed. */
class OptionalLibrariesTests {

    private final TestDatabase database = TestPostgres.newDatabase();

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(GatekeeperAutoConfiguration.class))
            .withPropertyValues(database.properties());

    @Test
    void withoutTheActuatorAndMetricsViewingsAreRecorded() {
        application
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.actuate", "io.micrometer.core"))
                .run(context -> {
                    context.getBean(ViewRecordRepository.class)
                            .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

                    assertThat(Applications.recordsIn(database, "ann")).isOne();
                    assertThat(context).doesNotHaveBean("gatekeeperPasswordSanitizer");
                    assertThat(context).doesNotHaveBean("gatekeeperMetrics");
                });
    }

    @Test
    void withThemThereAreASanitizerAndMetrics() {
        application.run(context ->
                assertThat(context).hasSingleBean(SanitizingFunction.class).hasSingleBean(MeterBinder.class));
    }

    @ParameterizedTest
    @ValueSource(classes = {HikariDataSource.class, Driver.class, JdbcClient.class})
    void withoutWhatRecordingNeedsThereIsNoRepository(Class<?> needed) {
        application
                .withClassLoader(new FilteredClassLoader(needed))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .doesNotHaveBean(ViewRecordRepository.class)
                        .doesNotHaveBean(DataSource.class));
    }

    @Test
    void theMetersHaveADescriptionAndNoTags() {
        withMetrics().run(context -> {
            var meter = context.getBean(MeterRegistry.class)
                    .get("gatekeeper.answered.empty")
                    .functionCounter();

            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getTags()).isEmpty();
        });
    }

    @Test
    void whereRecordingIsOffThereIsNothingToMeter() {
        withMetrics()
                .withPropertyValues("gatekeeper.db.enabled=false")
                .run(context -> assertThat(context.getBean(MeterRegistry.class)
                                .find("gatekeeper.answered.empty")
                                .functionCounter())
                        .isNull());
    }

    private ApplicationContextRunner withMetrics() {
        return application.withConfiguration(AutoConfigurations.of(
                MetricsAutoConfiguration.class,
                CompositeMeterRegistryAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class));
    }
}
