package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SweepScheduleTests {

    private final TestDatabase database = TestPostgres.newDatabase();
    private final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");

    private final ApplicationContextRunner application =
            Applications.withJdbc().withPropertyValues(database.properties()).withBean(Clock.class, () -> clock);

    @Test
    void withoutItsPropertiesThereIsNone() {
        application.run(context -> assertThat(context).doesNotHaveBean(SweepSchedule.class));
    }

    @Test
    void whatIsOverdueEndsByItself() {
        application.withPropertyValues("gatekeeper.db.close-overdue-every=1s").run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(NewViewing.timed("ann", "tv", "TV", "films", Duration.ofMinutes(30)));
            repository.append(NewViewing.unlimited("ann", "tv", "TV", "music"));
            clock.advance(Duration.ofHours(1));

            await().until(() -> repository.findOpen().size() == 1);

            assertThat(repository.findLatest("ann", "films"))
                    .extracting(Viewing::watched)
                    .containsExactly(Duration.ofMinutes(30));
        });
    }

    @Test
    void soDoesWhatWasForgotten() {
        application
                .withPropertyValues("gatekeeper.db.close-overdue-every=1s", "gatekeeper.db.longest-viewing=12h")
                .run(context -> {
                    ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
                    repository.append(NewViewing.unlimited("ann", "tv", "TV", "music"));
                    clock.advance(Duration.ofHours(13));

                    await().until(() -> repository.findOpen().isEmpty());

                    assertThat(repository.findLatest("ann", "music"))
                            .extracting(Viewing::watched)
                            .containsExactly(Duration.ofHours(12));
                });
    }

    @Test
    void whatIsOldGoes() {
        application.run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            repository.append(NewViewing.unlimited("ann", "tv", "TV", "music"));
            repository.closeAll("tv");
        });
        clock.advance(Duration.ofDays(31));

        application.withPropertyValues("gatekeeper.db.keep-for=30d").run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            await().until(() -> repository.findLatest("ann", "music").isEmpty());
        });
    }

    @Test
    void whileAnotherInstanceSweepsThisOneDoesNot() throws SQLException {
        application.withPropertyValues("gatekeeper.db.close-overdue-every=1s").run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            try (Connection another = database.dataSource().getConnection();
                    Statement statement = another.createStatement()) {
                statement.execute("select pg_advisory_lock(7449927337190712626)");
                repository.append(NewViewing.timed("ann", "tv", "TV", "films", Duration.ofMinutes(30)));
                clock.advance(Duration.ofHours(1));
                statement.execute("select pg_sleep(2.5)");
                assertThat(repository.findOpen()).hasSize(1);
            }
            await().until(() -> repository.findOpen().isEmpty());
        });
    }

    @Test
    void aSweepThatFailsIsCountedAndTriedAgain(CapturedOutput output) {
        application.withPropertyValues("gatekeeper.db.close-overdue-every=1s").run(context -> {
            ViewRecordRepository repository = context.getBean(ViewRecordRepository.class);
            SweepSchedule schedule = context.getBean(SweepSchedule.class);
            database.client()
                    .sql("alter table gatekeeper.viewrecords rename to elsewhere")
                    .update();
            await().until(() -> schedule.failed() > 0);
            assertThat(output).contains("A sweep failed, and is tried again when its time comes");

            database.client()
                    .sql("alter table gatekeeper.elsewhere rename to viewrecords")
                    .update();
            repository.append(NewViewing.timed("ann", "tv", "TV", "films", Duration.ofMinutes(30)));
            clock.advance(Duration.ofHours(1));
            await().until(() -> repository.findOpen().isEmpty());
        });
    }

    @Test
    void whatCannotBeUsedIsNamed() {
        application
                .withPropertyValues("gatekeeper.db.longest-viewing=5s", "gatekeeper.db.keep-for=1h")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .contains(
                                "gatekeeper.db.close-overdue-every is missing",
                                "gatekeeper.db.longest-viewing is 5s",
                                "gatekeeper.db.keep-for is 1h"));
    }

    /** It would wait for a second one, and never sweep. */
    @Test
    void aPoolOfOneConnectionIsTooSmall() {
        application
                .withPropertyValues("gatekeeper.db.close-overdue-every=1s", "gatekeeper.db.hikari.maximum-pool-size=1")
                .run(context -> assertThat(
                                Failures.analysisOf(context.getStartupFailure()).getDescription())
                        .contains(
                                "gatekeeper.db.close-overdue-every is 1s; it must be left out where the pool has one"));
    }

    @Test
    void whereNothingIsRecordedNothingIsSwept() {
        application
                .withPropertyValues("gatekeeper.db.enabled=false", "gatekeeper.db.close-overdue-every=1s")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(SweepSchedule.class));
    }
}
