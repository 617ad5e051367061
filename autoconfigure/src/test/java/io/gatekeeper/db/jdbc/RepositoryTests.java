package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Tag;

/** What the tests of the repository stand on: one on an empty database, and short ways to fill it. */
@Tag("both-paths")
abstract class RepositoryTests {

    static final String RIKKI = "Rikki";

    final TestRecords records = new TestRecords();
    final SettableClock clock = records.clock;
    final ViewRecordRepository repository = records.repository;

    static NewViewing timed(String service, int minutes) {
        return NewViewing.timed(RIKKI, "tv", "Living Room", service, Duration.ofMinutes(minutes));
    }

    static NewViewing unlimited(String service) {
        return NewViewing.unlimited(RIKKI, "tv", "Living Room", service);
    }

    /** Appends a viewing on the TV when it starts, and closes it when it ends. */
    Viewing watch(String service, String start, String end) {
        clock.set(start);
        repository.append(unlimited(service));
        clock.set(end);
        return repository.close(RIKKI, "tv", service).orElseThrow();
    }

    static Instant at(String time) {
        return Instant.parse(time);
    }
}
