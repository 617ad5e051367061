package io.gatekeeper.benchmarks.faults.history;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;

/** What makes a viewing one and the same, however often a caller sends it. */
public record Key(String user, String client, String service, Instant start) {

    private static final String SEPARATOR = "|";

    public static Key of(Viewing viewing) {
        return new Key(viewing.userId(), viewing.clientId(), viewing.serviceId(), viewing.startedAt());
    }

    public NewViewing toAppend() {
        return NewViewing.unlimited(user, client, "Television", service).startingAt(start);
    }

    /** The viewing as an append would have returned it. */
    public Viewing appended() {
        return new Viewing(user, client, "Television", service, start, null, null, null);
    }

    public Key startingLater(long amount, TemporalUnit unit) {
        return new Key(user, client, service, start.plus(amount, unit));
    }

    static Key parse(String text) {
        String[] parts = text.split("[|]", -1);
        return new Key(parts[0], parts[1], parts[2], instant(parts[3]));
    }

    @Override
    public String toString() {
        return String.join(SEPARATOR, user, client, service, micros(start));
    }

    static String micros(Instant instant) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    static Instant instant(String micros) {
        return Instant.EPOCH.plus(Long.parseLong(micros), ChronoUnit.MICROS);
    }
}
