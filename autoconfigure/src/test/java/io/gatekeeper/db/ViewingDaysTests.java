package io.gatekeeper.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.testing.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ViewingDaysTests {

    @ParameterizedTest(name = "{0} {1} from {2} is {3} long")
    @CsvSource({
        "UTC,                 2026-03-17, 00:00, PT24H",
        "Europe/Berlin,       2026-03-29, 00:00, PT23H",
        "Europe/Berlin,       2026-10-25, 00:00, PT25H",
        "Europe/Berlin,       2026-03-28, 04:00, PT23H",
        "Europe/Berlin,       2026-03-29, 04:00, PT24H",
        "Australia/Lord_Howe, 2026-04-05, 00:00, PT24H30M",
        "Australia/Lord_Howe, 2026-10-04, 00:00, PT23H30M",
        "America/Sao_Paulo,   2018-11-04, 00:00, PT23H",
        "Africa/Cairo,        2026-04-24, 00:00, PT23H",
        "Pacific/Apia,        2011-12-30, 00:00, PT0S"
    })
    void aDayIsAsLongAsItIsThere(String zone, LocalDate day, LocalTime dayStart, Duration length) {
        ViewingDays days = days(zone, dayStart);

        assertThat(Duration.between(days.startOf(day), days.startOf(day.plusDays(1))))
                .isEqualTo(length);
    }

    @ParameterizedTest(name = "{1} in {0} from {2} is on {3}")
    @CsvSource({
        "UTC,               2026-03-17T00:00:00Z,        00:00, 2026-03-17",
        "UTC,               2026-03-16T23:59:59.999999Z, 00:00, 2026-03-16",
        "UTC,               2026-03-17T03:59:59Z,        04:00, 2026-03-16",
        "UTC,               2026-03-17T04:00:00Z,        04:00, 2026-03-17",
        "America/New_York,  2026-03-18T00:30:00Z,        00:00, 2026-03-17",
        "America/Sao_Paulo, 2018-11-04T03:00:00Z,        00:00, 2018-11-04",
        "America/Sao_Paulo, 2018-11-04T02:59:59Z,        00:00, 2018-11-03",
        "Pacific/Apia,      2011-12-30T09:59:59Z,        00:00, 2011-12-29",
        "Pacific/Apia,      2011-12-30T10:00:00Z,        00:00, 2011-12-31"
    })
    void anInstantBelongsToTheDayThatHoldsIt(String zone, Instant instant, LocalTime dayStart, LocalDate day) {
        assertThat(days(zone, dayStart).dayOf(instant)).isEqualTo(day);
    }

    @Test
    void todayIsTheDayOfTheClocksNow() {
        SettableClock clock = new SettableClock("2026-03-17T22:59:59Z");
        ViewingDays days = new ViewingDays(ZoneId.of("Europe/Berlin"), LocalTime.MIDNIGHT, clock);

        assertThat(days.today()).isEqualTo("2026-03-17");

        clock.set("2026-03-17T23:00:00Z");
        assertThat(days.today()).isEqualTo("2026-03-18");
    }

    @Test
    void theySayWhereTheyBegin() {
        assertThat(days("Europe/Berlin", LocalTime.of(4, 0))).hasToString("days that begin at 04:00 in Europe/Berlin");
    }

    private static ViewingDays days(String zone, LocalTime dayStart) {
        return new ViewingDays(ZoneId.of(zone), dayStart, Clock.systemUTC());
    }
}
