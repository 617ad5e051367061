package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.StorableText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A change of many users' records: some at a time, each batch in a short transaction of its own, or all in the caller's. One
 * record stops none of the others. Those that somebody else holds are passed over and tried again a little later; what is
 * left then is said, and the next sweep will find it.
 *
 * @param <T> what comes of a batch
 */
final class Sweep<T> {

    /** How many records are read and locked at a time, or a few more: so few that no server compiles the statement. */
    static final int BATCH = 100;

    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

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

    /** Sweeps the records that have some keys, which are found after each other. */
    List<T> through(Function<RecordKey, List<RecordKey>> next) {
        return through(next, Function.identity(), Function.identity());
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

    /** Changes those that are free, and returns the others. */
    private List<RecordKey> changeFree(List<RecordKey> keys) {
        if (keys.isEmpty()) {
            return keys;
        }
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
