package io.gatekeeper.db.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SettableClockTests {

    private final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");

    @Test
    void itAdvancesByWhatItIsTold() {
        clock.advance(Duration.ofMinutes(5));

        assertThat(clock.instant()).isEqualTo("2026-03-17T10:05:00Z");
    }

    @Test
    void inAnotherZoneItIsTheSameClock() {
        Clock berlin = clock.withZone(ZoneId.of("Europe/Berlin"));

        clock.set(Instant.parse("2026-03-18T00:00:00Z"));

        assertThat(berlin.instant()).isEqualTo("2026-03-18T00:00:00Z");
        assertThat(berlin.getZone()).isEqualTo(ZoneId.of("Europe/Berlin"));
    }
}
