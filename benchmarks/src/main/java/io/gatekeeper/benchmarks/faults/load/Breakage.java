package io.gatekeeper.benchmarks.faults.load;

import io.gatekeeper.benchmarks.faults.history.Key;
import io.gatekeeper.benchmarks.faults.history.Outcome;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** What can be broken on purpose, to see whether it is found. */
public enum Breakage {
    NONE,

    /** Reads the document, changes it and writes it back, without a lock. */
    UNLOCKED,

    /** Repeats an append with another start, as somebody does who sets none. */
    WITHOUT_KEY,

    /** Takes a failure for a success. */
    SWALLOWED,

    /** Acknowledges what is stored in the background. */
    BUFFERED,

    /** Takes an unknown outcome for a failure. */
    ASSUMED,

    /** Repeats the end of the latest viewing as it is, whichever is the latest by then. */
    CLOSED_AGAIN;

    Recorder recorder(ViewRecordRepository repository, TransactionTemplate transactions, JdbcClient jdbc) {
        return switch (this) {
            case NONE -> new Recorder(repository, transactions);
            case UNLOCKED ->
                new Recorder(repository, transactions) {

                    private final Unlocked table = new Unlocked(jdbc);

                    @Override
                    Optional<Viewing> append(Key key, int attempt) {
                        return table.append(key) ? Optional.of(key.appended()) : super.append(key, attempt);
                    }
                };
            case WITHOUT_KEY ->
                new Recorder(repository, transactions) {

                    @Override
                    Optional<Viewing> append(Key key, int attempt) {
                        return super.append(key.startingLater(attempt - 1, ChronoUnit.MICROS), attempt)
                                .map(stored -> key.appended());
                    }
                };
            case SWALLOWED ->
                new Recorder(repository, transactions) {

                    @Override
                    Optional<Viewing> append(Key key, int attempt) {
                        try {
                            return super.append(key, attempt);
                        } catch (RuntimeException e) {
                            return Optional.of(key.appended());
                        }
                    }
                };
            case BUFFERED ->
                new Recorder(repository, transactions) {

                    private final Executor background = Executors.newSingleThreadExecutor();

                    @Override
                    Optional<Viewing> append(Key key, int attempt) {
                        background.execute(() -> super.append(key, attempt));
                        return Optional.of(key.appended());
                    }
                };
            case ASSUMED ->
                new Recorder(repository, transactions) {

                    @Override
                    Outcome conclude(RuntimeException failure) {
                        return Outcome.FAIL;
                    }
                };
            case CLOSED_AGAIN ->
                new Recorder(repository, transactions) {

                    @Override
                    Optional<Viewing> closeLatestAgain(Key key) {
                        return closeLatest(key).map(closed -> key.appended());
                    }
                };
        };
    }
}
