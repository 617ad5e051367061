package io.gatekeeper.db.internal.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** What PostgreSQL tells of how it ran a statement. */
record Plan(JsonNode root) {

    static final String EXPLAIN = "explain (analyze, costs off, format json) ";

    private static final ObjectMapper JSON = new ObjectMapper();

    static Plan of(String json) {
        try {
            return new Plan(JSON.readTree(json));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What all its parts say in a field. */
    List<String> all(String field) {
        return root.findValuesAsText(field);
    }

    List<JsonNode> scans() {
        return root.findParents("Relation Name");
    }

    /** The rows that the scans of the table returned or looked at in vain. */
    long rowsRead() {
        return scans().stream()
                .mapToLong(scan -> scan.path("Actual Rows").asLong()
                                * scan.path("Actual Loops").asLong()
                        + scan.path("Rows Removed by Filter").asLong()
                        + scan.path("Rows Removed by Index Recheck").asLong())
                .sum();
    }
}
