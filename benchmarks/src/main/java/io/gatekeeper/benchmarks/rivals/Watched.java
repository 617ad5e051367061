package io.gatekeeper.benchmarks.rivals;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds up what was watched within some days, in the order of its start, and each moment of a service once. */
final class Watched {

    private final Instant since;
    private final Instant until;
    private final Map<String, Instant> countedUntil = new HashMap<>();
    private Duration total = Duration.ZERO;

    /** Begins with nothing, on the evening of the last of the days. */
    Watched(LocalDate from, LocalDate to) {
        this.since = from.atStartOfDay().toInstant(ZoneOffset.UTC);
        this.until = eveningOf(to);
    }

    /** {@return the last second of a day, which is when it is asked for} */
    static Instant eveningOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(1);
    }

    /** Adds one that may be open, which counts up to now, or to when it is due. */
    void add(String service, Instant start, @Nullable Instant end, @Nullable Integer minutes) {
        Instant due = minutes == null ? until : start.plusSeconds(60L * minutes);
        add(service, start, end != null ? end : due);
    }

    private void add(String service, Instant start, Instant end) {
        Instant from = later(later(start, since), countedUntil.getOrDefault(service, since));
        Instant to = end.isBefore(until) ? end : until;
        if (from.isBefore(to)) {
            total = total.plus(Duration.between(from, to));
            countedUntil.put(service, to);
        }
    }

    long seconds() {
        return total.toSeconds();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
