package io.gatekeeper.sample.limits;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.stereotype.Component;

/** How many minutes a user may watch a service on each weekday. A change is a new record, so the older ones tell when. */
@Component
public class ServiceLimits {

    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<TreeMap<DayOfWeek, Integer>> MINUTES = new TypeReference<>() {};

    private final GatekeeperDb db;
    private final ServiceLimitsSql sql;

    ServiceLimits(GatekeeperDb db) {
        this.db = db;
        this.sql = new ServiceLimitsSql(db.table("service_limits"));
    }

    /** Finds the minutes by weekday that hold for one service; none on a day that has no limit. */
    public Optional<SortedMap<DayOfWeek, Integer>> findLatest(String userId, String serviceId) {
        return db.jdbc()
                .sql(sql.findLatest)
                .param("user", userId)
                .param("service", serviceId)
                .query((row, number) -> minutes(row.getString("minutes")))
                .optional();
    }

    /** Finds the minutes by weekday that hold, by service; a service without any is left out. */
    public SortedMap<String, SortedMap<DayOfWeek, Integer>> findAllLatest(String userId) {
        SortedMap<String, SortedMap<DayOfWeek, Integer>> limits = new TreeMap<>();
        db.jdbc().sql(sql.findAllLatest).param("user", userId).query(row -> {
            limits.put(row.getString("service_id"), minutes(row.getString("minutes")));
        });
        limits.values().removeIf(Map::isEmpty);
        return limits;
    }

    /**
     * Makes these the user's limits, all or none of them, even if somebody else does the same at the same moment. A service
     * that is not among them has none any more. They hold even if the latest ones were set by a clock that was ahead.
     */
    public void replace(String userId, Map<String, Map<DayOfWeek, Integer>> limits) {
        OffsetDateTime now = db.clock().instant().atOffset(ZoneOffset.UTC);
        db.transactions().executeWithoutResult(status -> {
            db.jdbc().sql(ServiceLimitsSql.LOCK).param("user", userId).query().singleRow();
            SortedMap<String, Map<DayOfWeek, Integer>> changes = new TreeMap<>(limits);
            findAllLatest(userId).keySet().forEach(service -> changes.putIfAbsent(service, Map.of()));
            changes.forEach((service, minutes) -> db.jdbc()
                    .sql(sql.insert)
                    .param("user", userId)
                    .param("service", service)
                    .param("now", now)
                    .param("minutes", JSON.valueToTree(minutes).toString())
                    .update());
        });
    }

    /** Gives them to another user, who keeps the limits that there are already; the first one has none any more. */
    public void move(String fromUserId, String toUserId) {
        db.transactions().executeWithoutResult(status -> {
            db.jdbc()
                    .sql(sql.copy)
                    .param("user", fromUserId)
                    .param("to", toUserId)
                    .update();
            delete(fromUserId);
        });
    }

    /** Forgets them, and says whether there were any. */
    public boolean delete(String userId) {
        return db.statement(jdbc -> jdbc.sql(sql.delete).param("user", userId).update()) > 0;
    }

    private static SortedMap<DayOfWeek, Integer> minutes(String document) {
        try {
            return JSON.readValue(document, MINUTES);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
