package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingPath;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The append of one viewing in one statement.
 *
 * @param key the record that it is appended to
 * @param document a document of this viewing alone
 * @param path where it stands there
 * @param expected what must hold for the record, if there is one
 * @param stored what holds for a neighbouring record that may hold the viewing already; null if none can
 * @param now when it is appended
 */
record Append(
        RecordKey key,
        String document,
        ViewingPath path,
        String expected,
        @Nullable String stored,
        Instant now) {

    /** {@return the parameters of the statement for this append alone, by name} */
    Map<String, Object> parameters() {
        Map<String, Object> parameters = new HashMap<>();
        parameters.put("user", key.userId());
        parameters.put("day", key.day());
        parameters.put("document", document);
        parameters.put("now", RecordKeys.timestamp(now));
        parameters.put("device", path.device());
        parameters.put("list", path.viewings());
        parameters.put("expected", expected);
        if (stored != null) {
            parameters.putAll(nearby(stored));
        }
        return parameters;
    }

    /** {@return the parameters by which neighbouring records are looked into} */
    Map<String, Object> nearby(String condition) {
        return Map.of(
                "firstDay", key.day().minusDays(RecordKey.DAYS_APART),
                "lastDay", key.day().plusDays(RecordKey.DAYS_APART),
                "stored", condition);
    }

    /** {@return the same append, without a look at neighbouring records} */
    Append withoutNeighbours() {
        return new Append(key, document, path, expected, null, now);
    }
}
