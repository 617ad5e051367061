package io.gatekeeper.sample.smoke;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One way to the console's API. */
@FunctionalInterface
interface Http {

    /**
     * Sends a request and waits for its answer.
     *
     * @param method such as {@code POST}
     * @param path path and query, from the first slash
     * @param body what becomes the JSON body; null for none
     * @return the answer, whatever its status
     */
    Answer send(String method, String path, @Nullable Map<String, ?> body);

    /**
     * An answer.
     *
     * @param status the HTTP status
     * @param body the JSON body; a missing node where there is none
     */
    record Answer(int status, JsonNode body) {

        /** The value of a field as text; empty where it is null or missing. */
        String text(String field) {
            return body.path(field).asString("");
        }
    }
}
