package example.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.InMemoryViewRecordRepository;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Duration;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class EveningTests {

    private final SettableClock clock = new SettableClock("2026-03-17T23:30:00Z");
    private final Console console = new Console(new InMemoryViewRecordRepository(clock));

    @Test
    void anEveningCountsForItsDayUntilMidnight() {
        console.unblock("ann", "films", Duration.ofHours(2));

        clock.advance(Duration.ofHours(1));

        assertThat(console.screenTime("ann", LocalDate.parse("2026-03-17"))).isEqualTo(Duration.ofMinutes(30));
    }
}
