package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.jdbc.CallersTransaction;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SqlState;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * Group commit: appends that come while others are under way wait for those, and then go together, in one statement, which
 * one of the callers sends for all. Nobody waits who comes alone. Each caller returns after the commit. Of a statement that the
 * server refuses nothing is stored, so each goes alone and meets what was refused for itself; whether one is stored that broke
 * off nobody knows, and each is told so.
 */
final class GroupedAppends {

    /** With one, a record that is locked for long would hold everybody up; more than two are smaller and save less. */
    private static final int MOST_UNDER_WAY = 2;

    /** So few that each soon returns, and that the server does not compile the statement. */
    private static final int MOST_TOGETHER = 64;

    /** After which the server has stored nothing, whatever it was sent. */
    private static final Set<SqlState> REFUSALS = EnumSet.of(
            SqlState.FEATURE_NOT_SUPPORTED,
            SqlState.DATA_EXCEPTION,
            SqlState.INVALID_PARAMETER_VALUE,
            SqlState.INTEGRITY_CONSTRAINT_VIOLATION,
            SqlState.READ_ONLY_SQL_TRANSACTION,
            SqlState.SERIALIZATION_FAILURE,
            SqlState.DEADLOCK_DETECTED,
            SqlState.INSUFFICIENT_PRIVILEGE,
            SqlState.UNDEFINED_OBJECT,
            SqlState.PROGRAM_LIMIT_EXCEEDED,
            SqlState.OBJECT_NOT_IN_PREREQUISITE_STATE,
            SqlState.LOCK_NOT_AVAILABLE,
            SqlState.QUERY_CANCELED,
            SqlState.PLPGSQL_ERROR);

    private static final Logger log = LoggerFactory.getLogger(GroupedAppends.class);

    private final GatekeeperDb db;
    private final Predicate<Append> alone;
    private final Function<List<Append>, Set<RecordKey>> together;
    private final Lock lock = new ReentrantLock();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * Creates a group.
     *
     * @param alone sends a single append, and says whether it took place
     * @param together sends appends to different records in one statement, and says to which records they were added
     */
    GroupedAppends(GatekeeperDb db, Predicate<Append> alone, Function<List<Append>, Set<RecordKey>> together) {
        this.db = db;
        this.alone = alone;
        this.together = together;
    }

    /** Appends, in the caller's transaction if there is one; returns whether it took place. */
    boolean append(Append append) {
        if (CallersTransaction.isRunning(db)) {
            return alone.test(append);
        }
        Waiting mine = new Waiting(append);
        Turn turn = isFirst(mine) ? Turn.TO_LEAD : mine.turn.join();
        return turn == Turn.TO_LEAD ? lead(append) : after(mine, turn);
    }

    private boolean after(Waiting mine, Turn turn) {
        if (turn == Turn.FAILED) {
            throw new DataAccessResourceFailureException(
                    "The group of appends failed that this one was sent with", mine.failure);
        }
        return turn == Turn.APPENDED || alone.test(mine.append);
    }

    private boolean lead(Append append) {
        Waiting mine = new Waiting(append);
        Collection<Waiting> batch = gatherBeside(mine);
        if (batch.size() == 1) {
            try {
                return alone.test(append);
            } finally {
                handOver();
            }
        }
        send(batch);
        return after(mine, mine.turn.join());
    }

    private boolean isFirst(Waiting newcomer) {
        lock.lock();
        try {
            if (underWay < MOST_UNDER_WAY) {
                underWay++;
                return true;
            }
            waiting.add(newcomer);
            return false;
        } finally {
            lock.unlock();
        }
    }

    /** Takes who waits, but for those whose record somebody before them appends to: they go with the next ones. */
    private Collection<Waiting> gatherBeside(Waiting first) {
        SortedMap<RecordKey, Waiting> batch = new TreeMap<>(Map.of(first.append.key(), first));
        lock.lock();
        try {
            waiting.removeIf(
                    each -> batch.size() < MOST_TOGETHER && batch.putIfAbsent(each.append.key(), each) == null);
        } finally {
            lock.unlock();
        }
        return batch.values();
    }

    private void handOver() {
        lock.lock();
        try {
            if (waiting.isEmpty()) {
                underWay--;
            } else {
                waiting.remove().turn.complete(Turn.TO_LEAD);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * In the order of their records, so that statements lock them in the same order. The callers are told before the next ones
     * go: some of them will have come back for it.
     */
    private void send(Collection<Waiting> batch) {
        List<Append> appends = batch.stream().map(each -> each.append).toList();
        Set<RecordKey> appended = Set.of();
        try {
            appended = together.apply(appends);
        } catch (DataAccessException e) {
            log.debug("A group of {} appends failed: {}", batch.size(), e.getMessage());
            batch.forEach(each -> each.failure = e);
        } finally {
            for (Waiting each : batch) {
                each.goOn(appended.contains(each.append.key()));
            }
            handOver();
        }
    }

    /** What a caller who waited is told. */
    private enum Turn {
        TO_LEAD,
        APPENDED,
        TO_GO_ALONE,
        FAILED
    }

    /** A caller's append, and what comes of it. */
    private static final class Waiting {

        final Append append;
        final CompletableFuture<Turn> turn = new CompletableFuture<>();
        volatile @Nullable DataAccessException failure;

        Waiting(Append append) {
            this.append = append;
        }

        void goOn(boolean appended) {
            DataAccessException failed = failure;
            if (appended) {
                turn.complete(Turn.APPENDED);
            } else {
                boolean unknown = failed != null && !REFUSALS.contains(SqlState.of(failed));
                turn.complete(unknown ? Turn.FAILED : Turn.TO_GO_ALONE);
            }
        }
    }
}
