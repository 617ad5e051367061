package io.gatekeeper.db.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until it is set. As a bean, it is the one that the gatekeeper goes by. */
public final class SettableClock extends Clock {

    private volatile Instant now;

    /**
     * Creates a clock in UTC.
     *
     * @param now the instant it shows, such as {@code 2026-03-17T10:00:00Z}
     */
    public SettableClock(String now) {
        this(Instant.parse(now));
    }

    /**
     * Creates a clock in UTC.
     *
     * @param now the instant it shows
     */
    public SettableClock(Instant now) {
        this.now = now;
    }

    /**
     * Sets the clock, forwards or back.
     *
     * @param now the instant it shows from now on, such as {@code 2026-03-17T10:00:00Z}
     */
    public void set(String now) {
        set(Instant.parse(now));
    }

    /**
     * Sets the clock, forwards or back.
     *
     * @param now the instant it shows from now on
     */
    public void set(Instant now) {
        this.now = now;
    }

    /**
     * Lets time pass.
     *
     * @param duration how much
     */
    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** The same clock, read elsewhere: setting this one sets that one, too. */
    @Override
    public Clock withZone(ZoneId zone) {
        return new Elsewhere(zone);
    }

    private final class Elsewhere extends Clock {

        private final ZoneId zone;

        Elsewhere(ZoneId zone) {
            this.zone = zone;
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return zone;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return new Elsewhere(zone);
        }
    }
}
