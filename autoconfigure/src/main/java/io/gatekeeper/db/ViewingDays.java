package io.gatekeeper.db;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/**
 * Which day is it? Days begin at {@code gatekeeper.db.day-start} in {@code gatekeeper.db.zone} and reach to where the next
 * one begins, so every instant belongs to exactly one. They are as long as they are there: 24 hours, 23 or 25 where the
 * clocks change, and none at all where a region moved across the date line. Inject the bean of this type to ask for the
 * same days as the repository; it is there where recording is switched off, too. Immutable.
 */
public final class ViewingDays {

    private final ZoneId zone;
    private final LocalTime dayStart;
    private final Clock clock;

    /**
     * Creates the days of a region.
     *
     * @param zone the region whose days count
     * @param dayStart when a day begins there; where the clocks skip that moment, at the first one after it, and where it
     *     occurs twice, at the earlier one
     * @param clock says which instant it is; its own zone does not matter
     */
    public ViewingDays(ZoneId zone, LocalTime dayStart, Clock clock) {
        this.zone = zone;
        this.dayStart = dayStart;
        this.clock = clock;
    }

    /** {@return the day that holds the clock's now} */
    public LocalDate today() {
        return dayOf(clock.instant());
    }

    /**
     * {@return the day that begins at or before an instant, and ends after it}
     *
     * @throws java.time.DateTimeException if no date is that far away
     */
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

    /**
     * {@return the first instant of a day, which ends where the next one begins}
     *
     * @throws java.time.DateTimeException if no instant is that far away
     */
    public Instant startOf(LocalDate day) {
        return day.atTime(dayStart).atZone(zone).toInstant();
    }

    /** {@return the region whose days count} */
    public ZoneId zone() {
        return zone;
    }

    /** Says where days begin, in words that may stand in a sentence. */
    @Override
    public String toString() {
        return "days that begin at " + dayStart + " in " + zone;
    }
}
