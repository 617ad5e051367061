package io.gatekeeper.sample.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.sample.SampleApplication;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class OverdueSweepTests {

    private static final String ONLY_AT_START = "--sample.close-overdue-every=1d";

    private final SettableClock clock = new SettableClock(Instant.EPOCH);

    @TempDir
    private Path folder;

    @Test
    void whatFellDueWhileTheConsoleWasDownHasEndedAtThatTimeOnceItIsReady(CapturedOutput output) {
        clock.set("2026-03-17T20:00:00Z");
        try (ConfigurableApplicationContext console = start(ONLY_AT_START)) {
            watch(console, Duration.ofMinutes(30));
        }

        clock.set("2026-03-18T08:00:00Z");
        try (ConfigurableApplicationContext console = start(ONLY_AT_START)) {
            assertThat(latest(console))
                    .extracting(Viewing::endedAt, Viewing::watched)
                    .containsExactly(Instant.parse("2026-03-17T20:30:00Z"), Duration.ofMinutes(30));
        }
        assertThat(output).containsOnlyOnce("Ended at its due time 2026-03-17T20:30:00Z: youtube of mia on tv");
    }

    @Test
    void whatFallsDueLaterEndsBySchedule() {
        clock.set("2026-03-17T20:00:00Z");
        try (ConfigurableApplicationContext console = start("--sample.close-overdue-every=10ms")) {
            watch(console, Duration.ofMinutes(30));
            clock.set("2026-03-17T20:45:00Z");

            Viewing ended = Awaitility.await().until(() -> latest(console), viewing -> !viewing.isOpen());

            assertThat(ended.endedAt()).isEqualTo("2026-03-17T20:30:00Z");
        }
    }

    @Test
    void withoutAScheduleNothingEndsByItself() {
        clock.set("2026-03-17T20:00:00Z");
        try (ConfigurableApplicationContext console = start("--sample.close-overdue-every=0s")) {
            watch(console, Duration.ofMinutes(30));
        }

        clock.set("2026-03-18T08:00:00Z");
        try (ConfigurableApplicationContext console = start("--sample.close-overdue-every=0s")) {
            assertThat(latest(console).isOpen()).isTrue();
        }
    }

    @Test
    void nothingIsSaidWhereNothingEnds(CapturedOutput output) {
        try (ConfigurableApplicationContext console = start(ONLY_AT_START)) {
            watch(console, Duration.ofMinutes(30));
            console.getBean(OverdueSweep.class).run();
        }

        assertThat(output).doesNotContain("Ended at its due time");
    }

    @Test
    void anUnavailableDatabaseIsAWarningAndNotTheEnd(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext console = start(ONLY_AT_START, "--gatekeeper.db.connect-timeout=1s")) {
            console.getBean("embeddedServer", AutoCloseable.class).close();

            console.getBean(OverdueSweep.class).run();
        }

        assertThat(output)
                .containsPattern(
                        "WARN .*Overdue viewings stay open until the next sweep: .*(ResourceFailure|Connection)Exception");
    }

    private ConfigurableApplicationContext start(String... settings) {
        return new SpringApplicationBuilder(SampleApplication.class)
                .web(WebApplicationType.NONE)
                .properties("sample.postgres.data-folder=" + folder)
                .initializers(context -> ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock))
                .run(settings);
    }

    private static void watch(ConfigurableApplicationContext console, Duration time) {
        console.getBean(ViewRecordRepository.class).append(NewViewing.timed("mia", "tv", "TV", "youtube", time));
    }

    private static Viewing latest(ConfigurableApplicationContext console) {
        List<Viewing> viewings = console.getBean(ViewRecordRepository.class).findLatest("mia", "youtube");
        return viewings.get(viewings.size() - 1);
    }
}
