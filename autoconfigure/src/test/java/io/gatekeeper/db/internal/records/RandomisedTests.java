package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.testing.InMemoryViewRecordRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;
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
    private static final List<String> NAMES = List.of("Living Room", "Kitchen", "Kids'", " ");
    private static final List<String> SERVICES = List.of("youtube", "netflix", "disney+");
    private static final String ZONE = "Europe/Berlin";
    private static final String DAY_START = "03:30";

    private final long seed = Long.getLong("gatekeeper.test.seed", new Random().nextLong());
    private final Random random = new Random(seed);
    private final ViewRecordRepository real = emptyRepository(ZONE, DAY_START);
    private final InMemoryViewRecordRepository model =
            new InMemoryViewRecordRepository(clock, ZoneId.of(ZONE), LocalTime.parse(DAY_START));
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
            if (random.nextInt(10) == 0) {
                correctBoth("step " + step, randomCorrection());
            } else {
                sameOfBoth("step " + step, randomWrite());
            }
            if (step % 100 == 0) {
                compareReads("after step " + step);
            }
        }
    }

    private Function<ViewRecordRepository, Object> randomWrite() {
        String user = one(USERS);
        String device = one(DEVICES);
        String service = one(SERVICES);
        int kind = random.nextInt(100);
        if (kind < 40) {
            NewViewing viewing = newViewing();
            return repository -> repository.append(viewing);
        }
        if (kind < 45) {
            List<NewViewing> viewings = IntStream.range(0, random.nextInt(6))
                    .mapToObj(i -> newViewing())
                    .toList();
            return repository -> repository.appendAll(viewings);
        }
        if (kind < 85) {
            return repository -> repository.close(user, device, service);
        }
        if (kind < 87) {
            return repository -> repository.extend(user, device, service, Duration.ofMinutes(15));
        }
        if (kind < 89) {
            List<Viewing> viewings = model.findBetween(user, Instant.EPOCH, clock.instant());
            return repository -> viewings.isEmpty() ? "nothing to close" : repository.close(viewings.get(0));
        }
        if (kind == 89) {
            return repository -> repository.closeOverdue(Duration.ofHours(30));
        }
        if (kind < 91) {
            return repository -> repository.closeAll(device);
        }
        if (kind < 94) {
            return repository -> repository.closeAll(device, service);
        }
        if (kind < 98) {
            return ViewRecordRepository::closeOverdue;
        }
        if (random.nextInt(20) > 0) {
            Instant endedBefore = clock.instant().minus(Duration.ofDays(10 + random.nextInt(20)));
            return repository -> repository.prune(endedBefore);
        }
        return repository -> repository.deleteUser(user);
    }

    private Function<ViewingCorrections, Object> randomCorrection() {
        String user = one(USERS);
        String other = one(USERS);
        String device = one(DEVICES);
        String otherDevice = one(DEVICES);
        Instant now = clock.instant();
        List<Viewing> viewings = model.findBetween(user, Instant.EPOCH, now);
        int kind = random.nextInt(10);
        if (kind == 0 && !user.equals(other)) {
            return corrections -> corrections.moveUser(user, other);
        }
        if (kind == 1 && !device.equals(otherDevice)) {
            return corrections -> corrections.moveDevice(user, device, otherDevice);
        }
        if (viewings.isEmpty()) {
            return corrections -> "nothing to correct";
        }
        Viewing viewing = one(viewings);
        if (kind < 5) {
            return corrections -> corrections.delete(viewing);
        }
        Instant end = viewing.startedAt().plusMillis(random.nextInt(10_000_000));
        return corrections -> corrections.end(viewing, end.isAfter(now) ? now : end);
    }

    private void correctBoth(String step, Function<ViewingCorrections, Object> call) {
        assertThat(call.apply(corrections)).as("%s with seed %d", step, seed).isEqualTo(call.apply(model));
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

    private NewViewing newViewing() {
        String device = one(DEVICES);
        NewViewing viewing = new NewViewing(
                one(USERS),
                device,
                one(NAMES),
                one(SERVICES),
                random.nextInt(3) == 0 ? null : Duration.ofMinutes(1 + random.nextInt(180)),
                null);
        return switch (random.nextInt(8)) {
            case 0 -> viewing.startingAt(clock.instant().minus(Duration.ofMinutes(random.nextInt(4_000))));
            case 2 ->
                viewing.startingAt(clock.instant().minus(Duration.ofMinutes(60)))
                        .endingAt(clock.instant().minus(Duration.ofSeconds(random.nextInt(3_600))));
            case 1 -> viewing.startingAt(clock.instant().plus(Duration.ofSeconds(random.nextInt(60))));
            default -> viewing;
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
