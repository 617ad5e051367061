package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.UnusableSchemaException;
import io.gatekeeper.db.servers.TcpProxy;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationContext;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/** The database goes away and comes back while the application runs. */
@ExtendWith(OutputCaptureExtension.class)
class OutageTests {

    private static final NewViewing VIEWING = NewViewing.unlimited("ann", "tv", "Television", "films");
    private static final String WARNING = "The gatekeeper's database is unavailable";

    private final TestDatabase database = TestPostgres.newDatabase();

    @SuppressWarnings("NullAway.Init")
    private TcpProxy proxy;

    @BeforeEach
    void standBeforeTheServer() throws IOException {
        proxy = new TcpProxy(database.host(), database.port());
    }

    @AfterEach
    void leave() {
        proxy.close();
    }

    @ParameterizedTest
    @EnumSource(OnUnavailable.class)
    void theRepositoryWorksAgainOnceTheDatabaseIsBack(OnUnavailable reaction) {
        application(reaction).run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            proxy.cut();
            tryTo(repository::findOpen);
            proxy.restore();

            awaitWorking(repository);

            assertThat(repository.append(VIEWING)).isPresent();
            assertThat(Applications.recordsIn(database, "ann")).isOne();
        });
    }

    @Nested
    class WhereFailIsConfigured {

        @Test
        void everyCallFailsDuringTheOutage() {
            application(OnUnavailable.FAIL).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                proxy.cut();

                calls(repository)
                        .forEach(call -> assertThatExceptionOfType(DataAccessResourceFailureException.class)
                                .isThrownBy(call::run));
            });
        }

        @Test
        void anApplicationStartedDuringTheOutageFails() {
            proxy.cut();

            application(OnUnavailable.FAIL)
                    .run(context ->
                            assertThat(context.getStartupFailure()).hasRootCauseInstanceOf(ConnectException.class));
        }
    }

    @Nested
    class WhereEmptyIsConfigured {

        @Test
        void nothingIsRecordedAndReadsAreEmptyDuringTheOutage() {
            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                repository.append(VIEWING);
                proxy.cut();

                assertThat(repository.append(VIEWING)).isEmpty();
                assertThat(repository.appendAll(List.of(VIEWING))).isEmpty();
                assertThat(repository.close("ann", "tv", "films")).isEmpty();
                assertThat(repository.findOpen()).isEmpty();
                assertThat(repository.findLatest("ann", "films")).isEmpty();
                assertThat(repository.secondsToday("ann")).isEmpty();
                assertThat(repository.secondsToday("ann", "tv")).isEmpty();
                assertThat(repository.deleteUser("ann")).isFalse();
            });
        }

        @Test
        void oneWarningIsLoggedPerOutage(CapturedOutput output) {
            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                proxy.cut();
                repository.findOpen();
                repository.append(VIEWING);
                repository.findOpen();
                assertThat(warnings(output)).isEqualTo(1);
                proxy.restore();
                awaitWorking(repository);

                proxy.cut();
                repository.findOpen();
                repository.append(VIEWING);

                assertThat(warnings(output)).isEqualTo(2);
            });
        }

        @Test
        void theEndIsLoggedWithTheNumberOfCallsThatItCost(CapturedOutput output) {
            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                ViewRecordStore store = context.getBean(ViewRecordStore.class);
                proxy.cut();
                repository.findOpen();
                repository.append(VIEWING);
                proxy.restore();

                awaitWorking(repository);

                assertThat(output)
                        .contains("answers again", "; " + store.answeredEmpty() + " calls were answered without it");
            });
        }

        @Test
        void whatIsUnknownCanBeToldFromWhatIsNot() {
            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                ViewRecordStore store = context.getBean(ViewRecordStore.class);
                assertThat(repository.findOpen()).isEmpty();
                assertThat(store.unavailableSince()).isEmpty();
                proxy.cut();

                assertThat(repository.findOpen()).isEmpty();

                assertThat(store.unavailableSince()).isPresent();
                proxy.restore();
                awaitWorking(repository);
                assertThat(store.unavailableSince()).isEmpty();
            });
        }

        @Test
        void theCallsThatWereAnsweredWithoutTheDatabaseAreCounted() {
            application(OnUnavailable.EMPTY)
                    .withConfiguration(AutoConfigurations.of(
                            MetricsAutoConfiguration.class,
                            CompositeMeterRegistryAutoConfiguration.class,
                            SimpleMetricsExportAutoConfiguration.class))
                    .run(context -> {
                        ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                        repository.findOpen();
                        assertThat(answeredEmpty(context)).isZero();
                        proxy.cut();

                        repository.findOpen();
                        repository.append(VIEWING);

                        assertThat(answeredEmpty(context)).isEqualTo(2);
                    });
        }

        @Test
        void anApplicationStartedDuringTheOutageCreatesItsSchemaAfterwards(CapturedOutput output) {
            proxy.cut();

            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                assertThat(repository.append(VIEWING)).isEmpty();
                assertThat(warnings(output)).isEqualTo(1);
                proxy.restore();

                awaitWorking(repository);

                assertThat(Applications.recordsIn(database, "ann")).isZero();
                assertThat(repository.append(VIEWING)).isPresent();
                assertThat(Applications.recordsIn(database, "ann")).isOne();
            });
        }

        @Test
        void anApplicationStartedDuringTheOutageHasAPoolSoThatCallsDoNotQueueForOne() {
            proxy.cut();

            application(OnUnavailable.EMPTY)
                    .run(context -> assertThat(
                                    context.getBean(HikariDataSource.class).getHikariPoolMXBean())
                            .isNotNull());
        }

        @Test
        void withinATransactionOfTheCallerTheFailureIsTheCallers() {
            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                TransactionTemplate transaction = context.getBean(TransactionTemplate.class);

                assertThatExceptionOfType(TransactionException.class)
                        .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                            repository.append(VIEWING);
                            proxy.cut();
                            assertThatExceptionOfType(DataAccessResourceFailureException.class)
                                    .isThrownBy(repository::findOpen);
                        }));
                assertThat(Applications.recordsIn(database, "ann")).isZero();
            });
        }

        @Test
        void withinATransactionOnAnotherDatabaseACallIsAnsweredEmptyAllTheSame() {
            DataSource another = TestPostgres.newDatabase().dataSource();

            application(OnUnavailable.EMPTY)
                    .withBean("dataSource", DataSource.class, () -> another)
                    .run(context -> {
                        ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

                        new TransactionTemplate(new JdbcTransactionManager(another)).executeWithoutResult(status -> {
                            assertThat(repository.append(VIEWING)).isPresent();
                            proxy.cut();
                            assertThat(repository.findOpen()).isEmpty();
                        });
                    });
        }

        @Test
        void aSchemaThatIsUnusableAfterAnOutageAtTheStartIsNoOutage() {
            database.client().sql("create schema gatekeeper").update();
            database.client()
                    .sql("create table gatekeeper.viewrecords (id int)")
                    .update();
            proxy.cut();

            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                TransactionTemplate transaction =
                        context.getBean(GatekeeperDb.class).transactions();
                proxy.restore();

                await().untilAsserted(() -> assertThatExceptionOfType(UnusableSchemaException.class)
                        .isThrownBy(() -> repository.append(VIEWING)));
                assertThatExceptionOfType(UnusableSchemaException.class)
                        .isThrownBy(() -> repository.appendAll(List.of(VIEWING)));
                assertThatExceptionOfType(UnusableSchemaException.class)
                        .isThrownBy(() -> transaction.executeWithoutResult(status -> {}));
            });
        }

        @Test
        void whatTheCallerDidWrongIsStillReported() {
            application(OnUnavailable.EMPTY).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                proxy.cut();

                assertThatIllegalArgumentException().isThrownBy(() -> repository.close("", "tv", "films"));

                repository.findOpen();
                assertThatIllegalArgumentException().isThrownBy(() -> repository.close("", "tv", "films"));
                assertThat(context.getBean(ViewRecordStore.class).unavailableSince())
                        .isPresent();
            });
        }

        private double answeredEmpty(ApplicationContext context) {
            return context.getBean(MeterRegistry.class)
                    .get("gatekeeper.answered.empty")
                    .functionCounter()
                    .count();
        }
    }

    private ApplicationContextRunner application(OnUnavailable reaction) {
        return Applications.withJdbc()
                .withPropertyValues(database.properties())
                .withPropertyValues(
                        "gatekeeper.db.port=" + proxy.port(),
                        "gatekeeper.db.on-unavailable=" + reaction,
                        "gatekeeper.db.connect-timeout=1s",
                        "gatekeeper.db.hikari.connection-timeout=300",
                        "gatekeeper.db.hikari.maximum-pool-size=2");
    }

    private void awaitWorking(ViewRecordRepository repository) {
        NewViewing probe = NewViewing.unlimited("probe", "tv", "Television", "films");
        await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(DataAccessResourceFailureException.class)
                .until(() -> repository.append(probe).isPresent());
    }

    private static Stream<Runnable> calls(ViewRecordRepository repository) {
        return Stream.of(
                () -> repository.append(VIEWING),
                () -> repository.close("ann", "tv", "films"),
                repository::findOpen,
                () -> repository.findLatest("ann", "films"),
                () -> repository.secondsToday("ann"),
                () -> repository.deleteUser("ann"));
    }

    private static void tryTo(Runnable call) {
        try {
            call.run();
        } catch (DataAccessResourceFailureException e) {
            // As configured.
        }
    }

    private static long warnings(CapturedOutput output) {
        return output.getOut().lines().filter(line -> line.contains(WARNING)).count();
    }
}
