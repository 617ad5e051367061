package io.gatekeeper.benchmarks.contenders;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;

/** What one would write first: one document per user, read, changed and written back in a transaction. */
class WholeDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final JdbcClient jdbc;

    WholeDocuments(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional
    public void append(String userId, String clientId, String serviceId, String startedAt) {
        Optional<String> stored = jdbc.sql("select viewings from whole_documents where user_id = ? for update")
                .param(userId)
                .query(String.class)
                .optional();
        ObjectNode document = stored.map(WholeDocuments::parse).orElseGet(JSON::createObjectNode);
        ArrayNode viewings = document.withObject("devices")
                .withObject(clientId)
                .withObject("services")
                .withArray(serviceId);
        viewings.addObject()
                .put("unblock_started_at", startedAt)
                .put("requested_duration_minutes", 30)
                .put("requested_duration_label", "30 minutes")
                .putNull("unblock_ended_at")
                .putNull("actual_duration_seconds");
        jdbc.sql("""
                        insert into whole_documents (user_id, viewings) values (?, cast(? as jsonb))
                            on conflict (user_id) do update set viewings = excluded.viewings""").params(userId, document.toString()).update();
    }

    private static ObjectNode parse(String json) {
        try {
            return (ObjectNode) JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
