package io.gatekeeper.benchmarks.faults.load;

import io.gatekeeper.benchmarks.faults.history.Journal;
import io.gatekeeper.benchmarks.faults.history.Key;
import io.gatekeeper.benchmarks.faults.history.Operation;
import io.gatekeeper.benchmarks.faults.history.Outcome;
import io.gatekeeper.db.Viewing;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A thread that records viewings. It gives up what has failed, and repeats what may have been stored. A few users at a time
 * are everybody's, so that callers meet in their records.
 */
final class Caller implements Runnable {

    private static final int USERS = 4;
    private static final int SECONDS_PER_USER = 4;
    private static final int MOST_OPEN = 20;
    private static final int PAUSE_MILLIS = 20;
    private static final String SOLO = "solo";
    private static final List<String> SERVICES = List.of("films", "series");

    private final Recorder recorder;
    private final Journal journal;
    private final Clock clock;
    private final Stop stop;
    private final String client;
    private final Random random;
    private final Deque<Key> open = new ArrayDeque<>();
    private Instant last = Instant.EPOCH;

    Caller(Recorder recorder, Journal journal, Clock clock, Stop stop, String client) {
        this.recorder = recorder;
        this.journal = journal;
        this.clock = clock;
        this.stop = stop;
        this.client = client;
        this.random = new Random(client.hashCode());
    }

    @Override
    public void run() {
        while (!stop.isAsked()) {
            int choice = random.nextInt(100);
            if (choice < 45) {
                append(newKey(service()));
            } else if (choice < 53) {
                keepOpen(Operation.APPEND_ALL, newKeys(3), recorder::appendAll);
            } else if (choice < 60) {
                appendTogether(newKeys(2));
            } else if (choice < 80) {
                closeOwn();
            } else if (choice < 85) {
                closeLatest();
            } else if (choice < 90) {
                closeSomebodys();
            } else {
                read();
            }
        }
    }

    private boolean append(Key key) {
        Outcome outcome = call(
                Operation.APPEND,
                List.of(key),
                attempt -> answer(
                        List.of(key), recorder.append(key, attempt).stream().toList()));
        return outcome == Outcome.OK && keep(key);
    }

    private void keepOpen(Operation operation, List<Key> keys, Appending appending) {
        if (call(operation, keys, attempt -> answer(keys, appending.append(keys))) == Outcome.OK) {
            keys.forEach(this::keep);
        }
    }

    private void appendTogether(List<Key> keys) {
        AtomicBoolean committing = new AtomicBoolean();
        keepOpen(Operation.TRANSACTION, keys, all -> {
            committing.set(false);
            try {
                return recorder.appendTogether(all, () -> committing.set(true));
            } catch (RuntimeException e) {
                throw committing.get() ? e : new NotCommittedException(e);
            }
        });
    }

    private void closeOwn() {
        Key key = open.poll();
        if (key != null) {
            call(Operation.CLOSE, List.of(key), attempt -> ended(key, recorder.close(key)));
        }
    }

    /** Of two that are open, ends the one that began last; the other one stays open. */
    private void closeLatest() {
        Key stays = newKey(SOLO);
        Key key = new Key(stays.user(), client, SOLO, now());
        if (append(stays) && append(key)) {
            open.removeAll(List.of(stays, key));
            call(
                    Operation.CLOSE_LATEST,
                    List.of(key),
                    attempt -> attempt == 1
                            ? ended(key, recorder.closeLatest(key))
                            : ended(key, recorder.closeLatestAgain(key)));
        }
    }

    private void closeSomebodys() {
        String service = service();
        String user = user();
        Optional<Key> found;
        try {
            found = recorder.findOpen(user, service);
        } catch (RuntimeException e) {
            return;
        }
        found.ifPresent(key -> call(Operation.CLOSE, List.of(key), attempt -> ended(key, recorder.close(key))));
    }

    /** What was acknowledged is seen. */
    private void read() {
        Key key = open.peekLast();
        if (key != null) {
            call(
                    Operation.READ,
                    List.of(key),
                    attempt ->
                            new Answer(recorder.find(key).stream().map(Key::of).anyMatch(key::equals), null));
        }
    }

    private Outcome call(Operation operation, List<Key> keys, Work work) {
        for (int attempt = 1; ; attempt++) {
            long number = journal.begin(operation, keys, attempt);
            try {
                Answer answer = work.at(attempt);
                Outcome outcome = answer.right ? Outcome.OK : Outcome.WRONG;
                journal.end(number, outcome, "", answer.end);
                return outcome;
            } catch (NotCommittedException e) {
                journal.end(number, Outcome.FAIL, Failures.describe(e.failure), null);
                return pause(Outcome.FAIL);
            } catch (RuntimeException e) {
                Outcome outcome = pause(operation == Operation.READ ? Outcome.FAIL : recorder.conclude(e));
                journal.end(number, outcome, Failures.describe(e), null);
                if (outcome == Outcome.FAIL || stop.isOver()) {
                    return outcome;
                }
            }
        }
    }

    private static Outcome pause(Outcome outcome) {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return outcome;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Answer answer(List<Key> keys, Collection<Viewing> stored) {
        return new Answer(stored.stream().map(Key::of).toList().equals(keys), null);
    }

    private static Answer ended(Key key, Optional<Viewing> closed) {
        boolean right = closed.map(Key::of).filter(key::equals).isPresent();
        return new Answer(right, closed.map(Viewing::endedAt).orElse(null));
    }

    private boolean keep(Key key) {
        if (open.size() < MOST_OPEN) {
            open.add(key);
        }
        return true;
    }

    private List<Key> newKeys(int count) {
        List<Key> keys =
                IntStream.range(0, count).mapToObj(i -> newKey(service())).collect(Collectors.toList());
        Collections.shuffle(keys, random);
        return keys;
    }

    private Key newKey(String service) {
        return new Key(user(), client, service, now());
    }

    private String user() {
        return "user-" + Instant.now().getEpochSecond() / SECONDS_PER_USER + "-" + random.nextInt(USERS);
    }

    private String service() {
        return SERVICES.get(random.nextInt(SERVICES.size()));
    }

    /** Later than any before, so that no two viewings of a caller's are the same. */
    private Instant now() {
        Instant next = last.plus(1, ChronoUnit.MICROS);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        last = now.isBefore(next) ? next : now;
        return last;
    }

    /** Whether an answer is right, and of a close when the viewing ended. */
    private record Answer(boolean right, @Nullable Instant end) {}

    private interface Work {

        Answer at(int attempt);
    }

    private interface Appending {

        List<Viewing> append(List<Key> keys);
    }

    private static final class NotCommittedException extends RuntimeException {

        private final RuntimeException failure;

        NotCommittedException(RuntimeException failure) {
            super(failure);
            this.failure = failure;
        }
    }
}
