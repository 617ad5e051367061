package io.gatekeeper.sample.smoke;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until the script sets it. */
public final class SmokeClock extends Clock {

    private volatile Instant now = Instant.EPOCH;

    /**
     * Sets the time.
     *
     * @param now what it is from now on
     */
    public void set(Instant now) {
        this.now = now;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("The script knows UTC only");
    }
}
