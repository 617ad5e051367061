package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.APPEND;
import static io.gatekeeper.db.internal.records.ViewRecordSql.APPEND_ONCE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.INSERT;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_ALL_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_FREE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_OPEN_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.REPLACE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.UPDATE;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingPath;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of records: what is locked in it, and what is written. */
public class ViewRecordTable {

    private final GatekeeperDb db;
    private final Function<ViewRecordSql, String> sql;
    private final ViewRecordQueries queries;
    private final LongAdder documentsRepaired = new LongAdder();

    public ViewRecordTable(GatekeeperDb db, QualifiedName name) {
        this.db = db;
        this.sql = ViewRecordSql.on(name);
        this.queries = new ViewRecordQueries(db, sql);
    }

    /** {@return what is read without a lock} */
    ViewRecordQueries queries() {
        return queries;
    }

    /**
     * Appends a document's only viewing, which starts now, to its record, in one statement.
     *
     * @return whether it did; if not, something is odd about the record, and nothing has changed
     */
    boolean append(ViewingDocument alone, ViewingPath path, RecordCondition condition, Instant now) {
        return append(sql.apply(APPEND), alone, path, condition, now, statement -> statement);
    }

    /**
     * Appends a document's only viewing to its record, unless it is stored in that or a neighbouring one, in one
     * statement.
     *
     * @return whether it did; if not, it may be stored, or something is odd about the record, and nothing has changed
     */
    boolean appendOnce(ViewingDocument alone, ViewingPath path, RecordCondition condition, Instant now) {
        LocalDate day = alone.key().day();
        return append(
                sql.apply(APPEND_ONCE),
                alone,
                path,
                condition,
                now,
                statement -> statement
                        .param("firstDay", day.minusDays(RecordKey.DAYS_APART))
                        .param("lastDay", day.plusDays(RecordKey.DAYS_APART))
                        .param("stored", condition.stored()));
    }

    private boolean append(
            String statement,
            ViewingDocument alone,
            ViewingPath path,
            RecordCondition condition,
            Instant now,
            UnaryOperator<JdbcClient.StatementSpec> others) {
        return db.statement(jdbc -> others.apply(jdbc.sql(statement)
                                .param("user", alone.key().userId())
                                .param("day", alone.key().day())
                                .param("document", alone.toJson())
                                .param("now", RecordKeys.timestamp(now))
                                .param("device", path.device())
                                .param("list", path.viewings())
                                .param("expected", condition.expected()))
                        .update())
                == 1;
    }

    /**
     * Replaces a viewing by its changed self, in one statement: an optimistic update.
     *
     * @return whether it did; if not, the viewing is not what it was when it was read, and nothing has changed
     */
    boolean replace(StoredViewing before, StoredViewing after, Instant updatedAt) {
        return db.statement(jdbc -> jdbc.sql(sql.apply(REPLACE))
                        .param("user", before.key().userId())
                        .param("day", before.key().day())
                        .param("path", before.path())
                        .param("before", before.toJson())
                        .param("after", after.toJson())
                        .param("updated", RecordKeys.timestamp(updatedAt))
                        .update())
                == 1;
    }

    /**
     * Locks those of the records that exist, in the order of their keys. An engine that keeps each user in one place only
     * locks what a statement says to be of one user.
     */
    List<ViewingDocument> lock(Collection<RecordKey> keys) {
        List<String> users = keys.stream().map(RecordKey::userId).distinct().toList();
        return users.size() == 1 ? lockOfUser(users.get(0), keys) : lockOfSeveralUsers(keys);
    }

    private List<ViewingDocument> lockOfUser(String userId, Collection<RecordKey> keys) {
        return db.jdbc()
                .sql(sql.apply(LOCK_OF_USER))
                .param("user", userId)
                .param("days", RecordKeys.days(keys))
                .query(RecordKeys::document)
                .list();
    }

    private List<ViewingDocument> lockOfSeveralUsers(Collection<RecordKey> keys) {
        return lock(sql.apply(LOCK), keys);
    }

    /** Locks those of the records that nobody else has locked, without waiting. */
    List<ViewingDocument> lockFree(Collection<RecordKey> keys) {
        return lock(sql.apply(LOCK_FREE), keys);
    }

    private List<ViewingDocument> lock(String statement, Collection<RecordKey> keys) {
        return db.jdbc()
                .sql(statement)
                .param("users", RecordKeys.users(keys))
                .param("days", RecordKeys.days(keys))
                .query(RecordKeys::document)
                .list();
    }

    List<ViewingDocument> lockAll(String userId) {
        return db.jdbc()
                .sql(sql.apply(LOCK_ALL_OF_USER))
                .param("user", userId)
                .query(RecordKeys::document)
                .list();
    }

    /** Locks the user's records that hold an open viewing, oldest day first. */
    List<ViewingDocument> lockOpen(String userId) {
        return db.jdbc()
                .sql(sql.apply(LOCK_OPEN_OF_USER))
                .param("user", userId)
                .query(RecordKeys::document)
                .list();
    }

    /**
     * Creates records, all or none of them.
     *
     * @return whether it did; if not, one of them exists, created by another instance, for which it has waited
     */
    boolean insert(Collection<ChangedRecord> records) {
        List<RecordKey> inserted = withContent(sql.apply(INSERT), records)
                .query((row, number) -> RecordKeys.in(row))
                .list();
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
        requireAll(changes.size(), withContent(sql.apply(UPDATE), changes).update());
        documentsRepaired.add(changes.stream()
                .filter(change -> change.document().isRepaired())
                .count());
    }

    private JdbcClient.StatementSpec withContent(String statement, Collection<ChangedRecord> records) {
        List<RecordKey> keys =
                records.stream().map(record -> record.document().key()).toList();
        return db.jdbc()
                .sql(statement)
                .param("users", RecordKeys.users(keys))
                .param("days", RecordKeys.days(keys))
                .param(
                        "documents",
                        RecordKeys.texts(records, record -> record.document().toJson()))
                .param("updated", RecordKeys.texts(records, record -> CalendarText.of(record.updatedAt())));
    }

    /** How many documents were written back with a malformed node replaced. */
    public long documentsRepaired() {
        return documentsRepaired.sum();
    }

    void delete(Collection<RecordKey> keys) {
        if (keys.isEmpty()) {
            return;
        }
        requireAll(
                keys.size(),
                db.jdbc()
                        .sql(sql.apply(DELETE))
                        .param("users", RecordKeys.users(keys))
                        .param("days", RecordKeys.days(keys))
                        .update());
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
                        jdbc.sql(sql.apply(DELETE_USER)).param("user", userId).update())
                > 0;
    }
}
