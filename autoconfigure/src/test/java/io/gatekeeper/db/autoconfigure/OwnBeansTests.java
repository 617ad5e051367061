package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** What an application brings itself takes the place of ours. */
class OwnBeansTests {

    private static final String NOON = "2026-03-17T12:00:00Z";

    private final ApplicationContextRunner application = Applications.withJdbc()
            .withPropertyValues(TestPostgres.newDatabase().properties());

    @Test
    void aRepositoryOfTheApplicationsOwnIsTheOnlyOne() {
        ViewRecordRepository own = ownRepository();

        application
                .withBean("own", ViewRecordRepository.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(ViewRecordRepository.class).isSameAs(own));
    }

    @Test
    void aStoreOnADataSourceOfTheApplicationsOwnNeedsNoProperty() {
        TestDatabase database = TestPostgres.newDatabase();

        Applications.withJdbc()
                .withBean(Own.class, () -> new Own(database.dataSource()))
                .withBean(
                        ViewRecordStore.class,
                        () -> ViewRecordStore.on(new GatekeeperDb(
                                        database.dataSource(), SqlIdentifier.of("gatekeeper"), Clock.systemUTC()))
                                .build())
                .run(context -> {
                    context.getBean(ViewRecordRepository.class)
                            .append(NewViewing.unlimited("ann", "tv", "Television", "films"));

                    assertThat(Applications.recordsIn(database, "ann")).isOne();
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "false"})
    void oneOfTwoClocksIsNotTakenByChance(String enabled) {
        application
                .withPropertyValues("gatekeeper.db.enabled=" + enabled)
                .withBean("household", Clock.class, Clock::systemUTC)
                .withBean("server", Clock.class, Clock::systemUTC)
                .run(context -> {
                    FailureAnalysis analysis = Failures.analysisOf(context.getStartupFailure());

                    assertThat(analysis.getDescription())
                            .contains("required a single bean, but 2 were found", "- household", "- server");
                    assertThat(analysis.getAction()).contains("@Primary");
                });
    }

    @Test
    void aClockOfTheApplicationsOwnSaysWhenAViewingStarts() {
        application
                .withBean(Clock.class, () -> new SettableClock(NOON))
                .run(context -> assertThat(context.getBean(ViewRecordRepository.class)
                                .append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                        .map(Viewing::startedAt)
                        .hasValue(Instant.parse(NOON)));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theDaysAreThoseOfTheProperties(boolean enabled) {
        application
                .withBean(Clock.class, () -> new SettableClock("2026-03-17T02:59:59Z"))
                .withPropertyValues(
                        "gatekeeper.db.enabled=" + enabled,
                        "gatekeeper.db.zone=Europe/Berlin",
                        "gatekeeper.db.day-start=04:00")
                .run(context ->
                        assertThat(context.getBean(ViewingDays.class).today()).isEqualTo("2026-03-16"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void daysOfTheApplicationsOwnAreThoseThatTheRepositoryGoesBy(boolean enabled) {
        ViewingDays own = new ViewingDays(ZoneId.of("Asia/Tokyo"), LocalTime.NOON, Clock.systemUTC());

        application
                .withBean(ViewingDays.class, () -> own)
                .withPropertyValues("gatekeeper.db.enabled=" + enabled)
                .run(context -> {
                    assertThat(context).getBean(ViewingDays.class).isSameAs(own);
                    assertThat(context.getBean(ViewRecordRepository.class)
                                    .usage(UsageQuery.of("ann", own.today()))
                                    .zone())
                            .isEqualTo(own.zone());
                });
    }

    static ViewRecordRepository ownRepository() {
        return ViewRecordStore.recordingOff(
                new ViewingDays(ZoneOffset.UTC, LocalTime.MIN, Clock.systemUTC()), Clock.systemUTC());
    }

    @GatekeeperDataSource
    private static final class Own extends DelegatingDataSource {

        Own(DataSource dataSource) {
            super(dataSource);
        }
    }
}
