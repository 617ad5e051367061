package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.jdbc.CallersTransaction;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SqlState;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Group commit: appends that come while others are under way wait for those, and then go together, in one batch and one
 * transaction, which one of the callers sends for all. Nobody waits who comes alone. Each caller returns after the commit. Of a
 * batch that the server refuses nothing is stored, so each goes alone and meets what was refused for itself; whether one is
 * stored that broke off nobody knows, and each is told so.
 */
final class GroupedAppends {

    /** With one, a record that is locked for long would hold everybody up; more than two are smaller and save less. */
    private static final int MOST_UNDER_WAY = 2;

    /** The driver splits a batch of some 250, which then is no longer one transaction. */
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

    private static final int NOTHING_SAID = Statement.SUCCESS_NO_INFO;

    private static final Logger log = LoggerFactory.getLogger(GroupedAppends.class);

    private static final Comparator<Waiting> BY_RECORD = Comparator.comparing(each -> each.append.key());

    private final GatekeeperDb db;
    private final Predicate<AppendStatement> alone;
    private final JdbcTemplate batches;
    private final Lock lock = new ReentrantLock();
    private final Queue<Waiting> waiting = new ArrayDeque<>();
    private int underWay;

    /**
     * Creates a group.
     *
     * @param alone sends a single append, and says whether it took place
     */
    GroupedAppends(GatekeeperDb db, Predicate<AppendStatement> alone) {
        this.db = db;
        this.alone = alone;
        this.batches = new JdbcTemplate(db.dataSource());
    }

    /** Appends, in the caller's transaction if there is one; returns whether it took place. */
    boolean append(AppendStatement append) {
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
                    "The batch failed in which the append was sent with others", mine.failure);
        }
        return turn == Turn.TO_GO_ALONE ? alone.test(mine.append) : turn == Turn.APPENDED;
    }

    private boolean lead(AppendStatement append) {
        List<Waiting> others = gather();
        if (others.isEmpty()) {
            try {
                return alone.test(append);
            } finally {
                handOver();
            }
        }
        Waiting mine = new Waiting(append);
        others.add(mine);
        send(others);
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

    private List<Waiting> gather() {
        List<Waiting> batch = new ArrayList<>();
        lock.lock();
        try {
            while (batch.size() < MOST_TOGETHER - 1 && !waiting.isEmpty()) {
                batch.add(waiting.remove());
            }
        } finally {
            lock.unlock();
        }
        return batch;
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
     * In the order of their records, so that batches lock them in the same order. The callers are told before the next batch
     * goes: some of them will have come back for it.
     */
    private void send(List<Waiting> batch) {
        List<Waiting> inOrder = batch.stream().sorted(BY_RECORD).toList();
        int[] appended = {};
        try {
            NamedStatement statement = inOrder.get(0).append.statement();
            List<Object[]> parameters = inOrder.stream()
                    .map(each -> statement.values(each.append.parameters()))
                    .toList();
            appended = db.statement(jdbc -> batches.batchUpdate(statement.numbered(), parameters));
        } catch (DataAccessException e) {
            log.debug("A batch of {} appends failed: {}", batch.size(), e.getMessage());
            inOrder.forEach(each -> each.failure = e);
        } finally {
            for (int i = 0; i < inOrder.size(); i++) {
                inOrder.get(i).goOn(i < appended.length ? appended[i] : NOTHING_SAID);
            }
            handOver();
        }
    }

    /** What a caller who waited is told. */
    private enum Turn {
        TO_LEAD,
        APPENDED,
        DECLINED,
        TO_GO_ALONE,
        FAILED
    }

    /** A caller's append, and what comes of it. */
    private static final class Waiting {

        final AppendStatement append;
        final CompletableFuture<Turn> turn = new CompletableFuture<>();
        volatile @Nullable DataAccessException failure;

        Waiting(AppendStatement append) {
            this.append = append;
        }

        void goOn(int rows) {
            DataAccessException failed = failure;
            if (failed != null) {
                turn.complete(REFUSALS.contains(SqlState.of(failed)) ? Turn.TO_GO_ALONE : Turn.FAILED);
            } else {
                turn.complete(rows == 1 ? Turn.APPENDED : rows == 0 ? Turn.DECLINED : Turn.TO_GO_ALONE);
            }
        }
    }
}
