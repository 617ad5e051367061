package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.APPEND;
import static io.gatekeeper.db.internal.records.ViewRecordSql.APPEND_ONCE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_DEVICES;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_DEVICE_NAMES;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_ENDED;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_KEYS;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_LATEST;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN_ON_DEVICE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OVERLAPPING;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_USERS;
import static io.gatekeeper.db.internal.records.ViewRecordSql.INSERT;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_ALL_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_FREE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_OPEN_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.REPLACE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.UPDATE;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingPath;
import io.gatekeeper.db.internal.records.DeviceNames.Device;
import io.gatekeeper.db.internal.time.Interval;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.springframework.dao.IncorrectUpdateSemanticsDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of records: runs the statements, and turns rows into documents. */
public class ViewRecordTable {

    /** No document holds a viewing before or after these, and PostgreSQL's calendar reaches further. */
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final GatekeeperDb db;
    private final Function<ViewRecordSql, String> sql;
    private final LongAdder documentsRepaired = new LongAdder();

    public ViewRecordTable(GatekeeperDb db, QualifiedName name) {
        this.db = db;
        this.sql = ViewRecordSql.on(name);
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
                                .param("now", timestamp(now))
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
                        .param("updated", timestamp(updatedAt))
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
                .param("days", days(keys))
                .query(ViewRecordTable::document)
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
                .param("users", users(keys))
                .param("days", days(keys))
                .query(ViewRecordTable::document)
                .list();
    }

    /** Finds the user's records that hold an open viewing, oldest day first. */
    List<ViewingDocument> findOpen(String userId) {
        return db.jdbc()
                .sql(sql.apply(FIND_OPEN_OF_USER))
                .param("user", userId)
                .query(ViewRecordTable::document)
                .list();
    }

    List<ViewingDocument> lockAll(String userId) {
        return db.jdbc()
                .sql(sql.apply(LOCK_ALL_OF_USER))
                .param("user", userId)
                .query(ViewRecordTable::document)
                .list();
    }

    /** Finds the records that can hold a viewing that belongs into this one. */
    List<ViewingDocument> findNeighbours(RecordKey key) {
        return db.jdbc()
                .sql(sql.apply(FIND_OF_USER))
                .param("user", key.userId())
                .param("firstDay", key.day().minusDays(RecordKey.DAYS_APART))
                .param("lastDay", key.day().plusDays(RecordKey.DAYS_APART))
                .query(ViewRecordTable::document)
                .list();
    }

    /** Locks the user's records that hold an open viewing, oldest day first. */
    List<ViewingDocument> lockOpen(String userId) {
        return db.jdbc()
                .sql(sql.apply(LOCK_OPEN_OF_USER))
                .param("user", userId)
                .query(ViewRecordTable::document)
                .list();
    }

    /**
     * Creates records, all or none of them.
     *
     * @return whether it did; if not, one of them exists, created by another instance, for which it has waited
     */
    boolean insert(Collection<ChangedRecord> records) {
        List<RecordKey> inserted = withContent(sql.apply(INSERT), records)
                .query((row, number) -> key(row))
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
                .param("users", users(keys))
                .param("days", days(keys))
                .param("documents", texts(records, record -> record.document().toJson()))
                .param("updated", texts(records, record -> CalendarText.of(record.updatedAt())));
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
                        .param("users", users(keys))
                        .param("days", days(keys))
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

    /** Finds the keys of the records that can hold a viewing that ended before a moment, in order, after a key. */
    List<RecordKey> findKeys(RecordKey after, Instant endedBefore, ViewingDays days, int most) {
        return db.jdbc()
                .sql(sql.apply(FIND_KEYS))
                .param("user", after.userId())
                .param("day", after.day())
                .param("lastDay", days.dayOf(withinCalendar(endedBefore)).plusDays(RecordKey.DAYS_APART))
                .param("most", most)
                .query((row, number) -> key(row))
                .list();
    }

    /** Finds some records that hold an open viewing, of all users, in the order of their keys and after one. */
    List<ViewingDocument> findOpen(RecordKey after, int most) {
        return db.jdbc()
                .sql(sql.apply(FIND_OPEN))
                .param("user", after.userId())
                .param("day", after.day())
                .param("most", most)
                .query(ViewRecordTable::document)
                .list();
    }

    /** Finds the records of all users that know the device and hold an open viewing, of whatever device. */
    List<ViewingDocument> findOpenOnDevice(String clientId) {
        return db.jdbc()
                .sql(sql.apply(FIND_OPEN_ON_DEVICE))
                .param("client", clientId)
                .query(ViewRecordTable::document)
                .list();
    }

    /**
     * Finds the user's records that can hold a viewing that overlaps an interval, however long ago it started and in whatever
     * zone it was recorded.
     */
    List<ViewingDocument> findOverlapping(String userId, Interval interval, ViewingDays days) {
        return findWithin(sql.apply(FIND_OVERLAPPING), userId, interval, days);
    }

    /** Finds those of them that can hold one that has ended. */
    List<ViewingDocument> findEnded(String userId, Interval interval, ViewingDays days) {
        return findWithin(sql.apply(FIND_ENDED), userId, interval, days);
    }

    private List<ViewingDocument> findWithin(String statement, String userId, Interval interval, ViewingDays days) {
        Instant since = withinCalendar(interval.start());
        LocalDate day = days.dayOf(since);
        return db.jdbc()
                .sql(statement)
                .param("user", userId)
                .param("since", timestamp(since))
                .param("day", day)
                .param("firstDay", day.minusDays(RecordKey.DAYS_APART))
                .param("lastDay", days.dayOf(withinCalendar(interval.end())).plusDays(RecordKey.DAYS_APART))
                .query(ViewRecordTable::document)
                .list();
    }

    /** Finds the user's latest record, up to a day, with a viewing of the service. */
    Optional<ViewingDocument> findLatest(String userId, String serviceId, LocalDate lastDay) {
        return db.jdbc()
                .sql(sql.apply(FIND_LATEST))
                .param("user", userId)
                .param("service", serviceId)
                .param("lastDay", lastDay)
                .query(ViewRecordTable::document)
                .optional();
    }

    /** Finds the names that devices have in their users' latest records. */
    DeviceNames findDeviceNames(Collection<Device> devices) {
        Map<Device, String> names = new HashMap<>();
        if (!devices.isEmpty()) {
            db.jdbc()
                    .sql(sql.apply(FIND_DEVICE_NAMES))
                    .param("users", texts(devices, Device::userId))
                    .param("clients", texts(devices, Device::clientId))
                    .query(row -> {
                        names.put(
                                new Device(row.getString("user_id"), row.getString("client_id")),
                                row.getString("name"));
                    });
        }
        return new DeviceNames(names);
    }

    /** Finds the devices of a user, and the name that each had last. */
    SortedMap<String, String> findDevices(String userId) {
        SortedMap<String, String> devices = new TreeMap<>();
        db.jdbc().sql(sql.apply(FIND_DEVICES)).param("user", userId).query(row -> {
            String clientId = row.getString("client_id");
            devices.put(clientId, Objects.requireNonNullElse(row.getString("name"), clientId));
        });
        return Collections.unmodifiableSortedMap(devices);
    }

    /** Finds users in the order of their ids. */
    List<String> findUsers(String after, int most) {
        return db.jdbc()
                .sql(sql.apply(FIND_USERS))
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list();
    }

    boolean deleteUser(String userId) {
        return db.statement(jdbc ->
                        jdbc.sql(sql.apply(DELETE_USER)).param("user", userId).update())
                > 0;
    }

    private static ViewingDocument document(ResultSet row, int number) throws SQLException {
        return ViewingDocument.of(key(row), row.getString("viewings"));
    }

    private static RecordKey key(ResultSet row) throws SQLException {
        return new RecordKey(row.getString("user_id"), row.getObject("viewing_day", LocalDate.class));
    }

    private static String[] users(Collection<RecordKey> keys) {
        return texts(keys, RecordKey::userId);
    }

    private static String[] days(Collection<RecordKey> keys) {
        return texts(keys, key -> CalendarText.of(key.day()));
    }

    private static <T> String[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray(String[]::new);
    }

    /** The record of the day on which something started. */
    static RecordKey key(String userId, Instant start, ViewingDays days) {
        return new RecordKey(userId, days.dayOf(withinCalendar(start)));
    }

    private static Instant withinCalendar(Instant instant) {
        if (instant.isBefore(EARLIEST)) {
            return EARLIEST;
        }
        return instant.isAfter(LATEST) ? LATEST : instant;
    }

    private static OffsetDateTime timestamp(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
