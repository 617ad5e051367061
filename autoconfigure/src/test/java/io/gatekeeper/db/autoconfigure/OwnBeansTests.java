package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

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
    void aClockOfTheApplicationsOwnSaysWhenAViewingStarts() {
        application
                .withBean(Clock.class, () -> new SettableClock(NOON))
                .run(context -> assertThat(context.getBean(ViewRecordRepository.class)
                                .append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                        .map(Viewing::startedAt)
                        .hasValue(Instant.parse(NOON)));
    }

    @Test
    void ofTwoClocksNeitherIsTaken() {
        application
                .withBean("first", Clock.class, () -> new SettableClock(NOON))
                .withBean("second", Clock.class, () -> new SettableClock(NOON))
                .run(context -> assertThat(context.getBean(ViewRecordRepository.class)
                                .append(NewViewing.unlimited("ann", "tv", "Television", "films")))
                        .map(Viewing::startedAt)
                        .hasValueSatisfying(start -> assertThat(start).isAfter(Instant.parse(NOON))));
    }

    static ViewRecordRepository ownRepository() {
        return ViewRecordStore.recordingOff(Clock.systemUTC(), ZoneOffset.UTC, LocalTime.MIN);
    }
}
