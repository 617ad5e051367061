package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** Every call is seen in operation, and nobody who watched is. */
class ObservationTests {

    private static final Set<String> OVERLOADED = Set.of("close", "closeAll", "closeOverdue", "secondsToday");

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");

    private final TestDatabase database = TestPostgres.newDatabase();
    private final Collector seen = new Collector();

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties());

    private final ApplicationContextRunner observed = application.withBean(ObservationRegistry.class, () -> {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(seen);
        return registry;
    });

    @Test
    void everyOperationIsObservedByItsName() {
        observed.run(context -> {
            callAll(context.getBean(ViewRecordRepository.class));

            assertThat(seen.contexts).extracting(Observation.Context::getName).containsOnly("gatekeeper.viewings");
            assertThat(seen.contexts.stream()
                            .flatMap(observation -> observation.getLowCardinalityKeyValues().stream())
                            .map(KeyValue::getValue))
                    .containsOnlyOnceElementsOf(Arrays.stream(ViewRecordRepository.class.getMethods())
                            .map(Method::getName)
                            .filter(name -> !OVERLOADED.contains(name))
                            .map(ObservationTests::dashed)
                            .toList())
                    .containsAll(
                            OVERLOADED.stream().map(ObservationTests::dashed).toList())
                    .hasSize(ViewRecordRepository.class.getMethods().length);
        });
    }

    @Test
    void noObservationSaysWhoWatchedWhatWhere() {
        observed.run(context -> {
            callAll(context.getBean(ViewRecordRepository.class));

            assertThat(seen.contexts).isNotEmpty().allSatisfy(observation -> {
                assertThat(observation.getLowCardinalityKeyValues())
                        .extracting(KeyValue::getKey)
                        .containsExactly("operation");
                assertThat(observation.getHighCardinalityKeyValues()).isEmpty();
                assertThat(observation.getContextualName()).doesNotContain("ann", "tv", "films");
            });
        });
    }

    @Test
    void aFailureIsObservedAndStillReachesTheCaller() {
        observed.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

            assertThatIllegalArgumentException().isThrownBy(() -> repository.close(" ", "tv", "films"));

            assertThat(seen.contexts)
                    .singleElement()
                    .extracting(Observation.Context::getError)
                    .isInstanceOf(IllegalArgumentException.class);
        });
    }

    @Test
    void whereThereAreMetricsThereIsATimerPerOperation() {
        withMetrics().run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(VIEWING);
            repository.findOpen();
            repository.findOpen();

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("gatekeeper.viewings")
                            .tag("operation", "find-open")
                            .timer()
                            .count())
                    .isEqualTo(2);
            assertThat(meters.get("gatekeeper.viewings").timers())
                    .hasSize(2)
                    .allSatisfy(timer -> assertThat(timer.getId().getTags())
                            .extracting(Tag::getKey)
                            .containsExactlyInAnyOrder("operation", "error"));
        });
    }

    @Test
    void repairedDocumentsAreCounted() {
        withMetrics().run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(VIEWING);
            assertThat(repaired(context.getBean(MeterRegistry.class))).isZero();
            database.client()
                    .sql("update gatekeeper.viewrecords set viewings = '{\"version\": 1, \"devices\": []}'")
                    .update();

            repository.append(VIEWING);
            repository.append(NewViewing.unlimited("ann", "tv", "Television", "music"));

            assertThat(repaired(context.getBean(MeterRegistry.class))).isOne();
        });
    }

    @Test
    void retriesAreCounted() {
        withMetrics().run(context -> {
            AtomicInteger attempts = new AtomicInteger();

            context.getBean(GatekeeperDb.class)
                    .statement(jdbc -> attempts.incrementAndGet() < 3
                            ? jdbc.sql("do $$ begin raise exception using errcode = '40001'; end $$")
                                    .update()
                            : 0);

            assertThat(context.getBean(MeterRegistry.class)
                            .get("gatekeeper.transactions.retried")
                            .functionCounter()
                            .count())
                    .isEqualTo(2);
        });
    }

    private ApplicationContextRunner withMetrics() {
        return application.withConfiguration(AutoConfigurations.of(
                MetricsAutoConfiguration.class,
                CompositeMeterRegistryAutoConfiguration.class,
                SimpleMetricsExportAutoConfiguration.class,
                ObservationAutoConfiguration.class));
    }

    private static double repaired(MeterRegistry meters) {
        return meters.get("gatekeeper.documents.repaired").functionCounter().count();
    }

    private static void callAll(ViewRecordRepository repository) {
        LocalDate day = LocalDate.parse("2026-03-17");
        Viewing viewing = repository.append(VIEWING).orElseThrow();
        repository.appendAll(List.of(VIEWING));
        repository.extend("ann", "tv", "films", Duration.ofMinutes(15));
        repository.close("ann", "tv", "films");
        repository.close(viewing);
        repository.closeAll("tv");
        repository.closeAll("tv", "films");
        repository.closeOverdue();
        repository.closeOverdue(Duration.ofDays(1));
        repository.findLatest("ann", "films");
        repository.forEachOpen(open -> {});
        repository.findOpen();
        repository.findBetween("ann", Instant.EPOCH, Instant.EPOCH);
        repository.secondsToday("ann");
        repository.secondsToday("ann", "tv");
        repository.usage(UsageQuery.of("ann", day));
        repository.findUsers(null, 1);
        repository.findDevices("ann");
        repository.prune(Instant.EPOCH);
        repository.deleteUser("ann");
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static final class Collector implements ObservationHandler<Observation.Context> {

        private final List<Observation.Context> contexts = new ArrayList<>();

        @Override
        public void onStop(Observation.Context context) {
            contexts.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }
    }
}
