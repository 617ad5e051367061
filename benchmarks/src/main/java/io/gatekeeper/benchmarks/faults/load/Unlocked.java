package io.gatekeeper.benchmarks.faults.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.benchmarks.faults.history.Key;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The append that suggests itself, and loses what another does meanwhile. */
final class Unlocked {

    private final ObjectMapper json = new ObjectMapper();
    private final JdbcClient jdbc;

    Unlocked(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** {@return whether there was a record to append to} */
    boolean append(Key key) {
        LocalDate day = key.start().atZone(ZoneOffset.UTC).toLocalDate();
        Optional<String> document = jdbc.sql(
                        "select viewings from gatekeeper.viewrecords where user_id = ? and viewing_day = ?")
                .params(key.user(), day)
                .query(String.class)
                .optional();
        document.ifPresent(before ->
                jdbc.sql("""
                        update gatekeeper.viewrecords set viewings = cast(? as jsonb)
                         where user_id = ? and viewing_day = ?""").params(with(key, before), key.user(), day).update());
        return document.isPresent();
    }

    private String with(Key key, String document) {
        try {
            ObjectNode root = (ObjectNode) json.readTree(document);
            ObjectNode device = root.withObject("/devices").withObject("/" + key.client());
            device.put("device_name", "Television");
            device.withObject("/services")
                    .withArrayProperty(key.service())
                    .addObject()
                    .put(
                            "unblock_started_at",
                            key.start().atOffset(ZoneOffset.UTC).toString())
                    .putNull("requested_duration_minutes")
                    .put("requested_duration_label", "infinite")
                    .putNull("unblock_ended_at")
                    .putNull("actual_duration_seconds");
            return json.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
