package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.APPEND;
import static io.gatekeeper.db.internal.records.ViewRecordSql.APPEND_ONCE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.IS_STORED_NEARBY;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_ALL_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_OPEN_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.REPLACE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.REPLACE_ONLY;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of records: what is locked in it, and what is written. */
public class ViewRecordTable {

    private final GatekeeperDb db;
    private final Function<ViewRecordSql, NamedStatement> sql;
    private final ViewRecordQueries queries;
    private final SeveralRecords oneStatement;
    private final UserByUser userByUser;
    private final BooleanSupplier distributed;
    private final LongAdder documentsRepaired = new LongAdder();

    /**
     * Creates the view of a table.
     *
     * @param distributed whether it is spread over several servers, by user
     */
    public ViewRecordTable(GatekeeperDb db, QualifiedName name, BooleanSupplier distributed) {
        this.db = db;
        this.sql = NamedStatement.on(name, distributed);
        this.queries = new ViewRecordQueries(db, sql);
        this.oneStatement = new OneStatement(db, sql);
        this.userByUser = new UserByUser(db, sql, distributed);
        this.distributed = distributed;
    }

    /** {@return what is read without a lock} */
    ViewRecordQueries queries() {
        return queries;
    }

    /**
     * Appends a viewing to its record, in one statement; in two where neighbouring records are looked into and the table is
     * distributed, as no upsert looks at other records there.
     *
     * @return whether it did; if not, it may be stored, or something is odd about the record, and nothing has changed
     */
    boolean append(Append append) {
        String stored = append.stored();
        if (stored != null && distributed.getAsBoolean()) {
            return !isStoredNearby(append, stored) && append(append.withoutNeighbours());
        }
        ViewRecordSql statement = stored == null ? APPEND : APPEND_ONCE;
        return db.statement(jdbc -> sql.apply(statement)
                        .on(jdbc)
                        .params(append.parameters())
                        .update())
                == 1;
    }

    private boolean isStoredNearby(Append append, String stored) {
        return sql.apply(IS_STORED_NEARBY)
                .on(db.jdbc())
                .params(append.nearby(stored))
                .param("user", append.key().userId())
                .param("day", append.key().day())
                .query(Boolean.class)
                .single();
    }

    /**
     * Replaces a viewing by its changed self, in one statement: an optimistic update.
     *
     * @return whether it did; if not, the viewing is not what it was when it was read, and nothing has changed
     */
    boolean replace(StoredViewing before, StoredViewing after, Instant updatedAt) {
        return db.statement(jdbc ->
                        replacing(jdbc, REPLACE, before, after, updatedAt).update())
                == 1;
    }

    /**
     * The same for a viewing that has not been read again since it was appended: as long as it is the only open one of its
     * service and device.
     *
     * @return whether it did; if not, the viewing is not what it was, or not the only one, and nothing has changed
     */
    boolean replaceOnly(StoredViewing before, StoredViewing after, Instant updatedAt) {
        if (distributed.getAsBoolean() || before.start().isEmpty()) {
            return false;
        }
        String expected = RecordCondition.onlyOpen(before, before.start().get());
        return db.statement(jdbc -> replacing(jdbc, REPLACE_ONLY, before, after, updatedAt)
                        .param("expected", expected)
                        .param("open", RecordCondition.openBeside(before))
                        .update())
                == 1;
    }

    private NamedStatement.Call replacing(
            JdbcClient jdbc, ViewRecordSql statement, StoredViewing before, StoredViewing after, Instant updatedAt) {
        return sql.apply(statement)
                .on(jdbc)
                .param("user", before.key().userId())
                .param("day", before.key().day())
                .param("path", before.path())
                .param("before", before.toJson())
                .param("after", after.toJson())
                .param("updated", RecordKeys.timestamp(updatedAt));
    }

    /** Locks those of the records that exist, in the order of their keys. */
    List<ViewingDocument> lock(Collection<RecordKey> keys) {
        boolean ofOneUser = keys.stream().map(RecordKey::userId).distinct().count() == 1;
        return (ofOneUser ? userByUser : several()).lock(keys);
    }

    /** Locks those of the records that nobody else has locked, without waiting. */
    List<ViewingDocument> lockFree(Collection<RecordKey> keys) {
        return several().lockFree(keys);
    }

    private SeveralRecords several() {
        return distributed.getAsBoolean() ? userByUser : oneStatement;
    }

    List<ViewingDocument> lockAll(String userId) {
        return userByUser.lock(LOCK_ALL_OF_USER, userId);
    }

    /** Locks the user's records that hold an open viewing, oldest day first. */
    List<ViewingDocument> lockOpen(String userId) {
        return userByUser.lock(LOCK_OPEN_OF_USER, userId);
    }

    /**
     * Creates records, all or none of them.
     *
     * @return whether it did; if not, one of them exists, created by another instance, for which it has waited
     */
    boolean insert(Collection<ChangedRecord> records) {
        List<RecordKey> inserted = several().insert(records);
        if (inserted.size() == records.size()) {
            return true;
        }
        if (!inserted.isEmpty()) {
            delete(inserted);
        }
        return false;
    }

    /** Writes locked records back. */
    void update(Collection<ChangedRecord> changes) {
        if (changes.isEmpty()) {
            return;
        }
        requireAll(changes.size(), several().update(changes));
        documentsRepaired.add(changes.stream()
                .filter(change -> change.document().isRepaired())
                .count());
    }

    /** How many documents were written back with a malformed node replaced. */
    public long documentsRepaired() {
        return documentsRepaired.sum();
    }

    void delete(Collection<RecordKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        requireAll(keys.size(), several().delete(keys));
    }

    /** What is locked is there; where the server writes less of it, nothing may be acknowledged. */
    private static void requireAll(int locked, int written) {
        if (written != locked) {
            throw new IncorrectUpdateSemanticsDataAccessException("Of " + locked + " locked records, " + written
                    + " were written: a trigger or a rule on the table must"
                    + " have swallowed the others. Nothing is stored. Remove it, or let it pass what it is not"
                    + " meant for.");
        }
    }

    boolean deleteUser(String userId) {
        return db.statement(jdbc ->
                        sql.apply(DELETE_USER).on(jdbc).param("user", userId).update())
                > 0;
    }
}
