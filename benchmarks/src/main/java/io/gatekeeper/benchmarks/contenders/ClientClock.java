package io.gatekeeper.benchmarks.contenders;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that every client sets for itself, so that each lives through many days in a second. */
public final class ClientClock extends Clock {

    public static final Instant START = Instant.parse("2026-01-01T08:00:00Z");

    private final ThreadLocal<Instant> now = ThreadLocal.withInitial(() -> START);

    public void set(Instant instant) {
        now.set(instant);
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
