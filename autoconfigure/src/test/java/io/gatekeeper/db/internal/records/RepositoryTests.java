package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;

/** What the tests of the repository stand on: one on an empty database, and short ways to fill it. */
@Tag("both-paths")
public abstract class RepositoryTests {

    public static final String RIKKI = "Rikki";

    public final TestRecords records = new TestRecords();
    public final SettableClock clock = records.clock;
    public final ViewRecordRepository repository = records.repository;

    public static NewViewing timed(String service, int minutes) {
        return NewViewing.timed(RIKKI, "tv", "Living Room", service, Duration.ofMinutes(minutes));
    }

    public static NewViewing unlimited(String service) {
        return NewViewing.unlimited(RIKKI, "tv", "Living Room", service);
    }

    /** Appends a viewing on the TV when it starts, and closes it when it ends. */
    public Viewing watch(String service, String start, String end) {
        clock.set(start);
        repository.append(unlimited(service));
        clock.set(end);
        return repository.close(RIKKI, "tv", service).orElseThrow();
    }

    public static Instant at(String time) {
        return Instant.parse(time);
    }
}
