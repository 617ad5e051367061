package io.gatekeeper.benchmarks.faults.load;

import io.gatekeeper.benchmarks.faults.history.Key;
import io.gatekeeper.benchmarks.faults.history.Outcome;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.transaction.support.TransactionTemplate;

/** How a caller records viewings: as the documentation tells. What is broken on purpose overrides that. */
class Recorder {

    private static final int WARM_UP = 20;
    private static final String WARMING = "warm-up";

    private final ViewRecordRepository repository;
    private final TransactionTemplate transactions;

    Recorder(ViewRecordRepository repository, TransactionTemplate transactions) {
        this.repository = repository;
        this.transactions = transactions;
    }

    /**
     * Appends a viewing.
     *
     * @param attempt 1, or more where it is unknown whether it was stored before
     */
    Optional<Viewing> append(Key key, int attempt) {
        return repository.append(key.toAppend());
    }

    final List<Viewing> appendAll(List<Key> keys) {
        return repository.appendAll(keys.stream().map(Key::toAppend).toList());
    }

    /**
     * Appends within a transaction of the caller's.
     *
     * @param appended is run before the commit begins
     */
    final List<Viewing> appendTogether(List<Key> keys, Runnable appended) {
        return transactions.execute(status -> {
            List<Viewing> stored = keys.stream()
                    .flatMap(key -> repository.append(key.toAppend()).stream())
                    .toList();
            appended.run();
            return stored;
        });
    }

    final Optional<Viewing> close(Key key) {
        return repository.close(key.appended());
    }

    final Optional<Viewing> closeLatest(Key key) {
        return repository.close(key.user(), key.client(), key.service());
    }

    /** Where it is unknown whether the latest was ended, ends exactly that one. */
    Optional<Viewing> closeLatestAgain(Key key) {
        return close(key);
    }

    final List<Viewing> find(Key key) {
        return repository.findBetween(key.user(), key.start(), key.start().plus(1, ChronoUnit.MICROS));
    }

    final Optional<Key> findOpen(String user, String service) {
        return repository.findLatest(user, service).stream()
                .filter(Viewing::isOpen)
                .map(Key::of)
                .findFirst();
    }

    /** Does everything until the JVM has loaded it all, and leaves nothing: its first calls take seconds on a busy machine. */
    final void warmUp(Instant start) {
        for (int round = 0; round < WARM_UP; round++) {
            List<Key> keys = IntStream.range(0, 3)
                    .mapToObj(i -> new Key(WARMING, "tv", "films", start).startingLater(i, ChronoUnit.MILLIS))
                    .toList();
            repository.append(keys.get(0).toAppend());
            appendAll(keys);
            appendTogether(keys, () -> find(keys.get(0)));
            closeLatest(keys.get(2));
            close(keys.get(1));
            findOpen(WARMING, "films");
        }
        repository.deleteUser(WARMING);
    }

    /** What the caller concludes from a failure. */
    Outcome conclude(RuntimeException failure) {
        return Failures.outcome(failure);
    }
}
