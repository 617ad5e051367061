package example.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestPostgresConfiguration;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootVersion;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.web.client.RestClient;

@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import({TestPostgresConfiguration.class, TestClock.class})
class ConsoleTests {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-17");

    @Autowired
    private Console console;

    @Autowired
    private SettableClock clock;

    @LocalServerPort
    private int port;

    @Test
    void whatIsBlockedAgainCountsForAsLongAsItWasUnblocked() {
        clock.set("2026-03-17T10:00:00Z");
        console.unblock("ann", "films", Duration.ofHours(1));

        clock.advance(Duration.ofMinutes(20));
        console.block("ann", "films");

        assertThat(console.secondsToday("ann")).containsExactly(entry("films", 1200L));
        assertThat(console.screenTime("ann", TODAY)).isEqualTo(Duration.ofMinutes(20));
        assertThat(console.unblocked()).isEmpty();
    }

    @Test
    void whatIsOverIsBlockedAsOfItsEnd() {
        clock.set("2026-03-17T12:00:00Z");
        console.unblock("ben", "cartoons", Duration.ofMinutes(30));

        clock.advance(Duration.ofHours(2));

        assertThat(console.blockWhatIsOver())
                .extracting(Viewing::endedAt)
                .containsExactly(Instant.parse("2026-03-17T12:30:00Z"));
        assertThat(console.screenTime("ben", TODAY)).isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void theDatabaseIsPartOfTheApplicationsHealth() {
        String health = RestClient.create("http://localhost:" + port)
                .get()
                .uri("/actuator/health")
                .retrieve()
                .body(String.class);

        assertThat(health).contains("\"database\":\"PostgreSQL\"");
    }

    @Test
    void theApplicationsParentDecidesOnTheVersionOfSpringBoot() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("expected.boot.version"));
    }
}
