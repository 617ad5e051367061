package example.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.GatekeeperTest;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestPostgresConfiguration;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;

@GatekeeperTest
@Import({TestPostgresConfiguration.class, TestClock.class, Console.class})
class ScreenTimeTests {

    @Autowired
    private Console console;

    @Autowired
    private SettableClock clock;

    @Test
    void anEveningCountsForItsDayUntilMidnight() {
        clock.set("2026-03-17T23:30:00Z");
        console.unblock("ann", "films", Duration.ofHours(2));

        clock.advance(Duration.ofHours(1));

        assertThat(console.screenTime("ann", LocalDate.parse("2026-03-17"))).isEqualTo(Duration.ofMinutes(30));
    }
}
