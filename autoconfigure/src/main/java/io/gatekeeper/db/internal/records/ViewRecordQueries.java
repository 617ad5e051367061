package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_DEVICES;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_DEVICE_NAMES;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_ENDED;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_KEYS;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_LATEST;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OLDEST_DAY;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN_AT;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OPEN_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_OVERLAPPING;
import static io.gatekeeper.db.internal.records.ViewRecordSql.FIND_USERS;

import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.records.DeviceNames.Device;
import io.gatekeeper.db.internal.time.Interval;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** What is read from the table of records without a lock. */
final class ViewRecordQueries {

    private final GatekeeperDb db;
    private final Function<ViewRecordSql, NamedStatement> sql;

    ViewRecordQueries(GatekeeperDb db, Function<ViewRecordSql, NamedStatement> sql) {
        this.db = db;
        this.sql = sql;
    }

    /** Finds the user's records that hold an open viewing, oldest day first. */
    List<ViewingDocument> findOpen(String userId) {
        return sql.apply(FIND_OPEN_OF_USER)
                .on(db.jdbc())
                .param("user", userId)
                .query(RecordKeys::document)
                .list();
    }

    /** Finds the records that can hold a viewing that belongs into this one. */
    List<ViewingDocument> findNeighbours(RecordKey key) {
        return sql.apply(FIND_OF_USER)
                .on(db.jdbc())
                .param("user", key.userId())
                .param("firstDay", key.day().minusDays(RecordKey.DAYS_APART))
                .param("lastDay", key.day().plusDays(RecordKey.DAYS_APART))
                .query(RecordKeys::document)
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

    private List<ViewingDocument> findWithin(
            NamedStatement statement, String userId, Interval interval, ViewingDays days) {
        Instant since = RecordKeys.withinCalendar(interval.start());
        LocalDate day = days.dayOf(since);
        return statement
                .on(db.jdbc())
                .param("user", userId)
                .param("since", RecordKeys.timestamp(since))
                .param("day", day)
                .param("firstDay", day.minusDays(RecordKey.DAYS_APART))
                .param(
                        "lastDay",
                        days.dayOf(RecordKeys.withinCalendar(interval.end())).plusDays(RecordKey.DAYS_APART))
                .query(RecordKeys::document)
                .list();
    }

    /** Finds the open viewings of some users, in the order of their ids and after one. */
    List<Excerpt> findOpenAfter(String userId) {
        return excerpts(sql.apply(FIND_OPEN).on(db.jdbc()).param("user", userId));
    }

    /** Finds the keys of the records of all users that hold an open viewing where a path leads. */
    List<RecordKey> findOpenAt(String path) {
        return sql.apply(FIND_OPEN_AT)
                .on(db.jdbc())
                .param("path", path)
                .query((row, number) -> RecordKeys.in(row))
                .list();
    }

    /** Finds the viewings of the service in the user's latest record, up to a day, that has any. */
    Optional<Excerpt> findLatest(String userId, String serviceId, LocalDate lastDay) {
        return excerpts(sql.apply(FIND_LATEST)
                        .on(db.jdbc())
                        .param("user", userId)
                        .param("service", serviceId)
                        .param("lastDay", lastDay))
                .stream()
                .findFirst();
    }

    private static List<Excerpt> excerpts(NamedStatement.Call statement) {
        Map<RecordKey, Excerpt> excerpts = new LinkedHashMap<>();
        statement.query(row -> {
            Excerpt excerpt = new Excerpt(RecordKeys.in(row), row.getBoolean("supported"), new ArrayList<>());
            if (row.getString("viewing") != null) {
                excerpts.getOrDefault(excerpt.key(), excerpt).viewings().add(viewing(excerpt.key(), row));
            }
            excerpts.putIfAbsent(excerpt.key(), excerpt);
        });
        return List.copyOf(excerpts.values());
    }

    private static StoredViewing viewing(RecordKey key, ResultSet row) throws SQLException {
        return StoredViewing.of(
                key,
                row.getString("client_id"),
                row.getString("device_name"),
                row.getString("service_id"),
                row.getInt("place"),
                row.getString("viewing"));
    }

    /** Finds the names that devices have in their users' latest records. */
    DeviceNames findDeviceNames(Collection<Device> devices) {
        Map<Device, String> names = new HashMap<>();
        if (!devices.isEmpty()) {
            sql.apply(FIND_DEVICE_NAMES)
                    .on(db.jdbc())
                    .param("users", RecordKeys.texts(devices, Device::userId))
                    .param("clients", RecordKeys.texts(devices, Device::clientId))
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
        sql.apply(FIND_DEVICES).on(db.jdbc()).param("user", userId).query(row -> {
            String clientId = row.getString("client_id");
            devices.put(clientId, Objects.requireNonNullElse(row.getString("name"), clientId));
        });
        return Collections.unmodifiableSortedMap(devices);
    }

    /** Finds users in the order of their ids. */
    List<String> findUsers(String after, int most) {
        return sql.apply(FIND_USERS)
                .on(db.jdbc())
                .param("after", after)
                .param("most", most)
                .query(String.class)
                .list();
    }

    /** Finds the day of the oldest record. */
    Optional<LocalDate> findOldestDay() {
        return sql.apply(FIND_OLDEST_DAY).on(db.jdbc()).query(LocalDate.class).optional();
    }

    /** Finds keys in order, after a key: all up to a day, and of each user perhaps a later one. */
    List<RecordKey> findKeys(RecordKey after, LocalDate lastDay, int most) {
        return sql.apply(FIND_KEYS)
                .on(db.jdbc())
                .param("user", after.userId())
                .param("day", after.day())
                .param("lastDay", lastDay)
                .param("most", most)
                .query((row, number) -> RecordKeys.in(row))
                .list();
    }
}
