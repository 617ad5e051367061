package io.gatekeeper.db.testing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.function.Predicate;

/** Which day it is: of a few around the date, the one that holds the instant. */
record InMemoryDays(ZoneId zone, LocalTime dayStart) {

    Instant startOf(LocalDate day) {
        return ZonedDateTime.of(day, dayStart, zone).toInstant();
    }

    Instant endOf(LocalDate day) {
        return startOf(day.plusDays(1));
    }

    LocalDate dayOf(Instant instant) {
        LocalDate date = LocalDate.ofInstant(instant, zone);
        return date.minusDays(3)
                .datesUntil(date.plusDays(3))
                .filter(day -> on(day).test(instant))
                .findFirst()
                .orElseThrow();
    }

    Predicate<Instant> on(LocalDate day) {
        Instant start = startOf(day);
        Instant end = endOf(day);
        return instant -> !instant.isBefore(start) && instant.isBefore(end);
    }
}
