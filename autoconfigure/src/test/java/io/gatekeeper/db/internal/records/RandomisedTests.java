package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.internal.records.RandomCalls.Call;
import io.gatekeeper.db.internal.records.RandomCalls.Words;
import io.gatekeeper.db.testing.InMemoryViewRecordRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thousands of random operations over weeks, through the repository on PostgreSQL and through the one in memory, which has
 * not a line in common with it. The system property {@code gatekeeper.test.seed} repeats a run.
 */
@OnPostgres
class RandomisedTests extends RepositoryTests {

    private static final Logger log = LoggerFactory.getLogger(RandomisedTests.class);

    private static final int STEPS = 4_000;
    private static final List<String> USERS = List.of("Rikki", "Alice", "Bob", "子供");
    private static final List<String> DEVICES = List.of("tv", "phone", "{tab},1");
    private static final List<String> SERVICES = List.of("youtube", "netflix", "disney+");
    private static final Words WORDS =
            new Words(USERS, DEVICES, List.of("Living Room", "Kitchen", "Kids'", " "), SERVICES);
    private static final String ZONE = "Europe/Berlin";
    private static final String DAY_START = "03:30";

    private final long seed = Long.getLong("gatekeeper.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final ViewRecordRepository real = emptyRepository(ZONE, DAY_START);
    private final InMemoryViewRecordRepository model =
            new InMemoryViewRecordRepository(clock, ZoneId.of(ZONE), LocalTime.parse(DAY_START));
    private final RandomCalls calls = new RandomCalls(random, clock, model);
    private final ViewingCorrections corrections;

    RandomisedTests(Variant variant) {
        super(variant);
        corrections =
                new TestRecords(variant, clock).store(clock, ZONE, DAY_START).corrections();
    }

    @Test
    void theRepositoryAnswersLikeTheOneInMemory() {
        log.warn("Seed of this run: -Dgatekeeper.test.seed={}", seed);
        // Two weeks before the clocks go forward; the steps take about six weeks.
        clock.set("2026-03-15T10:00:00Z");

        for (int step = 1; step <= STEPS; step++) {
            clock.advance(Duration.ofMillis(random.nextInt(random.nextInt(50) == 0 ? 40_000_000 : 1_500_000)));
            Call call = calls.next(WORDS);
            assertThat(RandomCalls.answer(call, real, corrections))
                    .as("step %d with seed %d", step, seed)
                    .isEqualTo(RandomCalls.answer(call, model, model));
            if (step % 100 == 0) {
                compareReads("after step " + step);
            }
        }
    }

    private void compareReads(String step) {
        sameOfBoth(step, ViewRecordRepository::findOpen);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneId.of(ZONE));
        for (String user : USERS) {
            Instant from = clock.instant().minus(Duration.ofMinutes(random.nextInt(60_000)));
            Instant to = from.plus(Duration.ofMinutes(random.nextInt(60_000)));
            UsageQuery query = UsageQuery.between(user, today.minusDays(random.nextInt(45)), today.plusDays(1));
            sameOfBoth(step, repository -> repository.findBetween(user, from, to));
            sameOfBoth(step, repository -> repository.secondsToday(user));
            sameOfBoth(step, repository -> repository.usage(query));
            sameOfBoth(step, repository -> repository.usage(query.closedOnly()));
            SERVICES.forEach(service -> sameOfBoth(step, repository -> repository.findLatest(user, service)));
            DEVICES.forEach(device -> {
                sameOfBoth(step, repository -> repository.secondsToday(user, device));
                sameOfBoth(step, repository -> repository.usage(query.onDevice(device)));
            });
        }
    }

    private void sameOfBoth(String step, Function<ViewRecordRepository, Object> call) {
        assertThat(call.apply(real)).as("%s with seed %d", step, seed).isEqualTo(call.apply(model));
    }
}
