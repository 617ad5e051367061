package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;

/** What the tests of the repository stand on: an empty one, of a variant, and short ways to fill it. */
public abstract class RepositoryTests {

    public static final String RIKKI = "Rikki";

    public final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");
    public final ViewRecordRepository repository;
    private final Variant variant;

    protected RepositoryTests(Variant variant) {
        this.variant = variant;
        this.repository = emptyRepository("UTC", "00:00");
    }

    /** One for other days, in the place of the first. */
    final ViewRecordRepository emptyRepository(String zone, String dayStart) {
        return variant.emptyRepository(clock, zone, dayStart);
    }

    public static NewViewing timed(String service, int minutes) {
        return NewViewing.timed(RIKKI, "tv", "Living Room", service, Duration.ofMinutes(minutes));
    }

    public static NewViewing unlimited(String service) {
        return NewViewing.unlimited(RIKKI, "tv", "Living Room", service);
    }

    /** Appends a viewing on the TV when it starts, and closes it when it ends. */
    public Viewing watch(String service, String start, String end) {
        return watch(repository, service, start, end);
    }

    final Viewing watch(ViewRecordRepository repository, String service, String start, String end) {
        clock.set(start);
        repository.append(unlimited(service));
        clock.set(end);
        return repository.close(RIKKI, "tv", service).orElseThrow();
    }

    public static Instant at(String time) {
        return Instant.parse(time);
    }
}
