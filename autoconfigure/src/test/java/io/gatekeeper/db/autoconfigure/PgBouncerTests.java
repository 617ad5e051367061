package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.autoconfigure.failure.TransparentPoolerException;
import io.gatekeeper.db.servers.PgBouncer;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.transaction.support.TransactionTemplate;

/** What we say about poolers holds for a real one that pools transactions. */
class PgBouncerTests {

    private static final String NOTHING_PREPARED = "gatekeeper.db.hikari.data-source-properties.prepareThreshold=0";

    private final TestDatabase database = TestPostgres.newDatabase();

    @BeforeAll
    static void whereThereIsOne() {
        assumeThat(PgBouncer.isInstalled()).as("PgBouncer is installed").isTrue();
    }

    @Test
    void ourOptionsAreRefusedAndTheFailureSaysSo() throws IOException {
        try (PgBouncer pooler = PgBouncer.before(database)) {
            withLimits(pooler).run(context -> {
                var analysis = Failures.analysisOf(context.getStartupFailure());

                assertThat(analysis.getDescription()).contains("FATAL: unsupported startup parameter");
                assertThat(analysis.getAction()).startsWith("A pooler such as PgBouncer stands in the way.");
            });
        }
    }

    @Test
    void withoutOptionsTheStartFailsUntilSomebodyHasDecided() throws IOException {
        try (PgBouncer pooler = PgBouncer.before(database)) {
            withoutLimits(pooler).run(context -> assertThatADecisionIsDemanded(context.getStartupFailure()));
        }
    }

    @Test
    void whereOurOptionsAreIgnoredTheStartFailsUntilSomebodyHasDecided() throws IOException {
        try (PgBouncer pooler = PgBouncer.ignoring("options", database)) {
            withLimits(pooler).run(context -> assertThatADecisionIsDemanded(context.getStartupFailure()));
        }
    }

    @Test
    void withNothingPreparedViewingsAreRecorded() throws IOException {
        SettableClock clock = new SettableClock("2026-03-17T08:00:00Z");

        try (PgBouncer pooler = PgBouncer.before(database)) {
            withoutLimits(pooler)
                    .withPropertyValues(NOTHING_PREPARED)
                    .withBean(Clock.class, () -> clock)
                    .run(context -> {
                        ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);

                        repository.append(NewViewing.unlimited("ann", "tv", "Television", "films"));
                        clock.advance(Duration.ofMinutes(20));
                        repository.close("ann", "tv", "films");

                        assertThat(repository
                                        .usage(UsageQuery.of("ann", LocalDate.parse("2026-03-17")))
                                        .total())
                                .isEqualTo(Duration.ofMinutes(20));
                    });
        }
    }

    /** With statements prepared, before 1.21, many of them fail, and some that succeed are not stored. */
    @Test
    void withNothingPreparedTransactionsOfManyThreadsAreAllStored() throws IOException {
        try (PgBouncer pooler = PgBouncer.before(database)) {
            withoutLimits(pooler).withPropertyValues(NOTHING_PREPARED).run(context -> {
                ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                TransactionTemplate transaction = context.getBean(TransactionTemplate.class);

                List<Optional<Viewing>> appended = inManyThreads(IntStream.range(0, 400)
                        .mapToObj(i -> () -> transaction.execute(status ->
                                repository.append(NewViewing.unlimited("user" + i, "tv", "Television", "films")))));

                assertThat(repository.findOpen())
                        .containsExactlyInAnyOrderElementsOf(
                                appended.stream().map(Optional::orElseThrow).toList());
            });
        }
    }

    private static ApplicationContextRunner withLimits(PgBouncer pooler) {
        return Applications.withJdbc().withPropertyValues(pooler.database().properties());
    }

    private static ApplicationContextRunner withoutLimits(PgBouncer pooler) {
        return withLimits(pooler)
                .withPropertyValues("gatekeeper.db.lock-timeout=0", "gatekeeper.db.statement-timeout=0");
    }

    private static void assertThatADecisionIsDemanded(@Nullable Throwable failure) {
        assertThat(failure).hasRootCauseInstanceOf(TransparentPoolerException.class);
        assertThat(Failures.analysisOf(failure))
                .extracting(FailureAnalysis::getAction)
                .asString()
                .contains("prepareThreshold: 0", "prepareThreshold: 5");
    }

    private static <T> List<T> inManyThreads(Stream<Callable<T>> calls) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(calls.toList())) {
                results.add(result.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
