package io.gatekeeper.sample.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.ConsoleProcess;
import io.gatekeeper.sample.SampleApplication;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

@Timeout(180)
class KilledConsoleTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void whatFellDueAfterTheConsoleWasKilledIsBlockedAndEndedAtThatTimeHoweverOftenTheFilterFails(int failures)
            throws Exception {
        try (FakeAdGuard adGuard = new FakeAdGuard().with("TV", "tv", "youtube")) {
            Instant start =
                    Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS).minus(Duration.ofHours(1));
            allowOnAConsoleThatIsKilled(adGuard, start);
            assertThat(adGuard.blocked("TV")).isEmpty();

            adGuard.failNext(failures);
            try (ConfigurableApplicationContext console = start(adGuard)) {
                ViewRecordRepository viewings = console.getBean(ViewRecordRepository.class);
                Awaitility.await().until(() -> viewings.findOpen().isEmpty());

                assertThat(viewings.findLatest("mia", "youtube"))
                        .extracting(Viewing::endedAt)
                        .containsExactly(start.plus(Duration.ofMinutes(30)));
                assertThat(adGuard.blocked("TV")).containsExactly("youtube");
            }
        }
    }

    private void allowOnAConsoleThatIsKilled(FakeAdGuard adGuard, Instant start) throws Exception {
        try (ConsoleProcess console = ConsoleProcess.start(
                folder,
                "--sample.close-overdue-every=1d",
                "--sample.gate.adguard.url=" + adGuard.url(),
                "--sample.gate.adguard.timeout=30s")) {
            console.post("""
                    {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":30,"started_at":"%s"}""".formatted(start));
        }
    }

    private ConfigurableApplicationContext start(FakeAdGuard adGuard) {
        return new SpringApplicationBuilder(SampleApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--sample.close-overdue-every=100ms",
                        "--sample.gate.adguard.url=" + adGuard.url(),
                        "--sample.gate.adguard.timeout=30s",
                        "--sample.postgres.data-folder=" + folder);
    }
}
