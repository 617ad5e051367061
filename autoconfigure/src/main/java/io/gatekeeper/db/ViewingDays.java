package io.gatekeeper.db;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * The calendar: where days begin and which day an instant belongs to.
 *
 * @param zone the region whose days count
 * @param dayStart when a day begins there; where the clocks skip that moment, at the first one after it, and where it
 *     occurs twice, at the earlier one
 */
public record ViewingDays(ZoneId zone, LocalTime dayStart) {

    public Instant startOf(LocalDate day) {
        return day.atTime(dayStart).atZone(zone).toInstant();
    }

    public LocalDate dayOf(Instant instant) {
        LocalDate day = instant.atZone(zone).toLocalDate();
        while (instant.isBefore(startOf(day))) {
            day = day.minusDays(1);
        }
        // A day can be over before its date is: where the clocks go back over its end.
        while (!instant.isBefore(startOf(day.plusDays(1)))) {
            day = day.plusDays(1);
        }
        return day;
    }
}
