package io.gatekeeper.sample.household;

import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Which day it is in this household, and when its days begin: in the zone and at the time of day of the gatekeeper's. */
@Component
public class HouseholdDays {

    private final GatekeeperDb db;
    private final ZoneId zone;
    private final LocalTime dayStart;

    HouseholdDays(
            GatekeeperDb db,
            @Value("${gatekeeper.db.zone:UTC}") ZoneId zone,
            @Value("${gatekeeper.db.day-start:00:00}") String dayStart) {
        this.db = db;
        this.zone = zone;
        this.dayStart = LocalTime.parse(dayStart);
    }

    /** {@return the moment that it is} */
    public Instant now() {
        return db.clock().instant();
    }

    /** {@return the day that it is} */
    public LocalDate today() {
        Instant now = now();
        LocalDate day = now.atZone(zone).toLocalDate();
        return now.isBefore(startOf(day)) ? day.minusDays(1) : day;
    }

    /** {@return when a day begins} */
    public Instant startOf(LocalDate day) {
        return day.atTime(dayStart).atZone(zone).toInstant();
    }

    /** {@return the region whose days count} */
    public ZoneId zone() {
        return zone;
    }
}
