package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.CallersTransaction;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SqlState;
import io.gatekeeper.db.sql.StorableText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * A change of many users' records: some at a time, each batch in a short transaction of its own, or all in the caller's. One
 * record stops none of the others. Those that somebody else holds are passed over and tried again a little later, those
 * whose write the server refuses are passed over, but for one in the caller's transaction, which then has failed; what is
 * left then is said, and the next sweep will find it.
 *
 * @param <T> what comes of a batch
 */
final class Sweep<T> {

    /** How many records are read and locked at a time, or a few more: so few that no server compiles the statement. */
    static final int BATCH = 100;

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    /** What a trigger, a constraint or a limit of the server may have against one record and not against another. */
    private static final Set<SqlState> OF_ONE_RECORD = EnumSet.of(
            SqlState.DATA_EXCEPTION,
            SqlState.INVALID_PARAMETER_VALUE,
            SqlState.INTEGRITY_CONSTRAINT_VIOLATION,
            SqlState.PROGRAM_LIMIT_EXCEEDED,
            SqlState.PLPGSQL_ERROR,
            SqlState.INTERNAL_ERROR);

    private static final int MOST_ATTEMPTS = 4;
    private static final long PAUSE_MILLIS = 50;

    private final GatekeeperDb db;
    private final ViewRecordTable table;
    private final Function<LockedRecords, T> change;
    private final List<T> results = new ArrayList<>();
    private final Set<RecordKey> unwritable = new HashSet<>();
    private List<RecordKey> locked = new ArrayList<>();

    /**
     * Prepares a sweep.
     *
     * @param change changes those of locked records that can be written to
     */
    Sweep(GatekeeperDb db, ViewRecordTable table, Function<LockedRecords, T> change) {
        this.db = db;
        this.table = table;
        this.change = change;
    }

    /** Sweeps the records that hold an open viewing that is wanted. */
    List<T> throughOpen(Predicate<StoredViewing> wanted) {
        return through(
                last -> table.queries().findOpenAfter(last.userId()),
                Excerpt::key,
                excerpts -> excerpts.stream()
                        .filter(excerpt -> excerpt.viewings().stream().anyMatch(wanted))
                        .filter(excerpt -> isWritable(excerpt.key(), excerpt.supported()))
                        .map(Excerpt::key)
                        .toList());
    }

    /** Sweeps those of the records that are wanted by their keys, which are found after each other. */
    List<T> through(Function<RecordKey, List<RecordKey>> next, Predicate<RecordKey> wanted) {
        return through(
                next, Function.identity(), keys -> keys.stream().filter(wanted).toList());
    }

    private <E> List<T> through(
            Function<RecordKey, List<E>> next, Function<E, RecordKey> key, Function<List<E>, List<RecordKey>> wanted) {
        List<E> page = next.apply(RecordKey.BEFORE_ALL);
        while (!page.isEmpty()) {
            List<RecordKey> keys =
                    wanted.apply(page).stream().filter(this::isOfADay).toList();
            locked.addAll(changeFree(keys));
            page = page.size() < BATCH ? List.of() : next.apply(key.apply(page.get(page.size() - 1)));
        }
        for (int attempt = 1; attempt < MOST_ATTEMPTS && !locked.isEmpty() && waited(); attempt++) {
            locked = changeFree(locked);
        }
        sayWhatIsLeft();
        return results;
    }

    /** Changes those that are free, and returns the others. What the server refuses of several, it gets by halves. */
    private List<RecordKey> changeFree(List<RecordKey> keys) {
        if (keys.isEmpty()) {
            return keys;
        }
        try {
            return changeFreeTogether(keys);
        } catch (DataAccessException e) {
            // A transaction of the caller's is over with the first failure.
            if (!OF_ONE_RECORD.contains(SqlState.of(e)) || CallersTransaction.isRunning(db)) {
                throw e;
            }
            if (keys.size() == 1) {
                leave(keys.get(0), e);
                return List.of();
            }
            List<RecordKey> others = new ArrayList<>(changeFree(keys.subList(0, keys.size() / 2)));
            others.addAll(changeFree(keys.subList(keys.size() / 2, keys.size())));
            return others;
        }
    }

    private List<RecordKey> changeFreeTogether(List<RecordKey> keys) {
        Set<RecordKey> free = new HashSet<>();
        results.add(db.transactions().execute(status -> {
            LockedRecords records = LockedRecords.lockFree(table, keys);
            free.clear();
            records.all()
                    .filter(record -> isWritable(record.key(), record.isSupported()))
                    .map(ViewingDocument::key)
                    .forEach(free::add);
            T result = change.apply(records);
            records.write();
            return result;
        }));
        return keys.stream()
                .filter(key -> !free.contains(key) && !unwritable.contains(key))
                .toList();
    }

    /** The first line of what the server says has no row in it. */
    private void leave(RecordKey key, DataAccessException failure) {
        unwritable.add(key);
        String words = String.valueOf(failure.getMostSpecificCause().getMessage());
        log.atWarn()
                .addKeyValue("user", StorableText.printable(key.userId()))
                .addKeyValue("day", key.day())
                .log(
                        "Left a record as it is, because its write fails: {}",
                        StorableText.printable(words.lines().findFirst().orElse("")));
    }

    private boolean isWritable(RecordKey key, boolean supported) {
        if (!supported) {
            unwritable.add(key);
        }
        return supported;
    }

    private boolean isOfADay(RecordKey key) {
        if (!key.isOfADay()) {
            unwritable.add(key);
        }
        return key.isOfADay();
    }

    private static boolean waited() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void sayWhatIsLeft() {
        if (!locked.isEmpty() || !unwritable.isEmpty()) {
            RecordKey first = locked.isEmpty() ? unwritable.iterator().next() : locked.get(0);
            log.atWarn()
                    .addKeyValue("locked", locked.size())
                    .addKeyValue("unwritable", unwritable.size())
                    .addKeyValue("user", StorableText.printable(first.userId()))
                    .addKeyValue("day", first.day())
                    .log(
                            "Left records as they are: {} that others have locked or deleted, {} that cannot be written to",
                            locked.size(),
                            unwritable.size());
        }
    }
}
