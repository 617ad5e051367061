package io.gatekeeper.db.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the tests of the repository on PostgreSQL, which run for this one as well, do not look at. */
class InMemoryViewRecordRepositoryTests {

    private static final int VIEWINGS = 1_000;

    private final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");

    @Test
    void whatSeveralThreadsRecordAtOnceIsAllThere() {
        InMemoryViewRecordRepository repository = new InMemoryViewRecordRepository(clock);

        IntStream.range(0, VIEWINGS).parallel().forEach(i -> {
            repository.append(NewViewing.unlimited("ann", "tv", "Television", "service" + i));
            repository.close("ann", "tv", "service" + i);
        });

        assertThat(repository.findBetween("ann", Instant.EPOCH, Instant.MAX))
                .hasSize(VIEWINGS)
                .noneMatch(Viewing::isOpen);
    }
}
