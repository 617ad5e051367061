package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

@OnPostgres
class ConcurrencyTests extends TableTests {

    private static final int THREADS = 32;

    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final ViewRecordRepository otherInstance = records.repository(Clock.systemUTC(), "UTC", "00:00");

    ConcurrencyTests(Variant variant) {
        super(variant);
    }

    @AfterEach
    void stopThreads() {
        threads.shutdownNow();
    }

    @Test
    void whenManyAppendTheFirstViewingOfAUserAllAreStoredInOneRecord() throws Exception {
        for (int round = 0; round < 50; round++) {
            String user = "user" + round;

            List<Viewing> stored = atOnce(
                    THREADS,
                    i -> () -> instance(i)
                            .append(NewViewing.unlimited(user, "tv", "TV", "service" + i)
                                    .startingAt(at("2026-03-17T10:00:00Z")))
                            .orElseThrow());

            assertThat(records.days(user)).hasSize(1);
            assertThat(found(user)).hasSize(THREADS).containsExactlyInAnyOrderElementsOf(stored);
        }
    }

    @Test
    void whenTwoInstancesAppendTheSameViewingItIsStoredOnce() throws Exception {
        for (int round = 0; round < 20; round++) {
            NewViewing viewing =
                    NewViewing.unlimited("user" + round, "tv", "TV", "youtube").startingAt(at("2026-03-17T10:00:00Z"));

            List<Viewing> stored =
                    atOnce(8, i -> () -> instance(i).append(viewing).orElseThrow());

            assertThat(stored).containsOnly(stored.get(0));
            assertThat(found(viewing.userId())).hasSize(1);
        }
    }

    @Test
    void whenManyCloseOneViewingOneOfThemDoes() throws Exception {
        for (int round = 0; round < 20; round++) {
            repository.append(
                    unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z").plusSeconds(round)));

            List<Boolean> closed = atOnce(
                    8, i -> () -> instance(i).close(RIKKI, "tv", "youtube").isPresent());

            assertThat(Collections.frequency(closed, true)).isEqualTo(1);
        }
    }

    @Test
    void whenManyCloseWhatIsOverdueEachViewingIsClosedByOneOfThem() throws Exception {
        repository.appendAll(IntStream.range(0, 200)
                .mapToObj(i -> NewViewing.timed("user" + i, "tv", "TV", "youtube", Duration.ofMinutes(5)))
                .toList());
        clock.advance(Duration.ofHours(1));

        List<List<Viewing>> closed = atOnce(4, i -> instance(i)::closeOverdue);

        assertThat(closed.stream().flatMap(List::stream)).hasSize(200).doesNotHaveDuplicates();
    }

    @Test
    void appendingAndClosingTheSameRecordLosesNothing() throws Exception {
        int rounds = 20;

        atOnce(16, i -> () -> {
            for (int round = 0; round < rounds; round++) {
                instance(i)
                        .append(NewViewing.unlimited(RIKKI, "tv", "TV", "service" + i)
                                .startingAt(at("2026-03-17T09:00:00Z").plusSeconds(round)));
                assertThat(instance(i + 1).close(RIKKI, "tv", "service" + i)).isPresent();
            }
            return i;
        });

        assertThat(found(RIKKI)).hasSize(16 * rounds).noneMatch(Viewing::isOpen);
    }

    @Test
    void withinTransactionsOfTheCallersNothingIsLostEither() throws Exception {
        TransactionTemplate caller = new TransactionTemplate(new JdbcTransactionManager(records.dataSource));

        atOnce(
                THREADS,
                i -> () -> caller.execute(status -> {
                    instance(i).append(NewViewing.unlimited(RIKKI, "tv", "TV", "one" + i));
                    instance(i).append(NewViewing.unlimited(RIKKI, "tv", "TV", "two" + i));
                    return i;
                }));

        assertThat(repository.findOpen()).hasSize(2 * THREADS);
    }

    @Test
    void batchesOfTheSameUsersInAnyOrderGetByEachOther() throws Exception {
        List<String> users = IntStream.range(0, 20).mapToObj(i -> "user" + i).toList();

        atOnce(16, i -> () -> {
            List<String> shuffled = new ArrayList<>(users);
            Collections.shuffle(shuffled, new Random(i));
            return instance(i)
                    .appendAll(shuffled.stream()
                            .map(user -> NewViewing.timed(user, "tv", "TV", "service" + i, Duration.ofMinutes(5)))
                            .toList());
        });

        assertThat(repository.findOpen()).hasSize(16 * 20);
    }

    @Test
    void correctionsBesideAppendsAndClosesOfTheSameRecordLoseNothing() throws Exception {
        ViewingCorrections corrections =
                records.store(Clock.systemUTC(), "UTC", "00:00").corrections();
        List<Viewing> before = repository.appendAll(IntStream.range(0, THREADS)
                .mapToObj(
                        i -> NewViewing.unlimited(RIKKI, "tv", "TV", "old" + i).startingAt(at("2026-03-17T08:00:00Z")))
                .toList());
        int rounds = 5;

        atOnce(THREADS, i -> () -> {
            for (int round = 0; round < rounds; round++) {
                NewViewing viewing = NewViewing.unlimited(RIKKI, "phone", "Phone", "new" + i)
                        .startingAt(at("2026-03-17T09:00:00Z").plusSeconds(round));
                Viewing appended = instance(i).append(viewing).orElseThrow();
                assertThat(instance(i + 1).close(appended)).isPresent();
                switch (i % 4) {
                    case 0 ->
                        assertThat(corrections.end(appended, at("2026-03-17T09:30:00Z")))
                                .isPresent();
                    case 1 -> assertThat(corrections.delete(appended)).isTrue();
                    case 2 -> corrections.moveDevice(RIKKI, "tv", "tablet");
                    default -> corrections.end(before.get(i), at("2026-03-17T08:30:00Z"));
                }
            }
            return i;
        });

        List<Viewing> found = found(RIKKI);
        assertThat(found)
                .filteredOn(viewing -> viewing.serviceId().startsWith("old"))
                .hasSize(THREADS)
                .allMatch(viewing -> viewing.clientId().equals("tablet"));
        assertThat(found)
                .filteredOn(viewing -> viewing.serviceId().startsWith("new"))
                .hasSize(THREADS / 4 * 3 * rounds)
                .noneMatch(Viewing::isOpen);
        assertThat(found)
                .filteredOn(viewing -> at("2026-03-17T09:30:00Z").equals(viewing.endedAt()))
                .hasSize(THREADS / 4 * rounds);
    }

    @Test
    void whileAUserIsRenamedNoAppendIsLost() throws Exception {
        ViewingCorrections corrections =
                records.store(Clock.systemUTC(), "UTC", "00:00").corrections();

        atOnce(THREADS, i -> () -> {
            for (int round = 0; round < 5; round++) {
                if (i % 4 == 0) {
                    corrections.moveUser(i % 8 == 0 ? "mia" : "Mia", i % 8 == 0 ? "Mia" : "mia");
                } else {
                    instance(i)
                            .append(NewViewing.unlimited("mia", "tv", "TV", "service" + i)
                                    .startingAt(at("2026-03-17T09:00:00Z").plusSeconds(round)));
                }
            }
            return i;
        });
        corrections.moveUser("mia", "Mia");

        assertThat(found("mia")).isEmpty();
        assertThat(found("Mia")).hasSize(THREADS / 4 * 3 * 5);
    }

    private ViewRecordRepository instance(int i) {
        return i % 2 == 0 ? repository : otherInstance;
    }

    private List<Viewing> found(String user) {
        return repository.findBetween(user, at("2026-03-17T00:00:00Z"), at("2026-03-18T00:00:00Z"));
    }

    /** Starts all tasks at the same moment; any that fails, fails the test. */
    private <T> List<T> atOnce(int count, IntFunction<Callable<T>> task) throws Exception {
        CyclicBarrier start = new CyclicBarrier(count);
        List<Future<T>> running = IntStream.range(0, count)
                .mapToObj(task)
                .map(action -> threads.submit(() -> {
                    start.await();
                    return action.call();
                }))
                .toList();
        List<T> results = new ArrayList<>();
        for (Future<T> future : running) {
            results.add(Objects.requireNonNull(future.get()));
        }
        return results;
    }
}
