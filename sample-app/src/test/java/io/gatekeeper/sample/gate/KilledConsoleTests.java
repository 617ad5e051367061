package io.gatekeeper.sample.gate;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.SampleApplication;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
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

    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");

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
        Process console = startProcess(adGuard);
        try {
            post(port(console), """
                    {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":30,"started_at":"%s"}""".formatted(start));
        } finally {
            console.destroyForcibly().waitFor();
        }
    }

    private Process startProcess(FakeAdGuard adGuard) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        SampleApplication.class.getName(),
                        "--server.port=0",
                        "--sample.close-overdue-every=1d",
                        "--sample.gate.adguard.url=" + adGuard.url(),
                        "--sample.gate.adguard.timeout=30s",
                        "--sample.postgres.data-folder=" + folder)
                .redirectErrorStream(true)
                .start();
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

    private static String port(Process console) {
        BufferedReader log = console.inputReader();
        return log.lines()
                .flatMap(line -> PORT.matcher(line).results())
                .map(port -> port.group(1))
                .findFirst()
                .orElseThrow();
    }

    private static void post(String port, String viewing) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/viewings"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(viewing))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(201);
    }
}
