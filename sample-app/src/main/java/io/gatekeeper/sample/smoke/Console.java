package io.gatekeeper.sample.smoke;

import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The console as a script sees it. Users and devices go by short names in the script and carry a prefix of their own in
 * the database, so that neither a real family nor another run is met, and nobody else's TV is blocked.
 */
final class Console {

    private final String prefix;
    private final RestClient http;

    Console(String prefix, RestClient http) {
        this.prefix = prefix;
        this.http = http;
    }

    Answer post(String path, Map<String, ?> body) {
        return answer(http.post()
                .uri("/api/v1" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    Answer get(String path, Object... variables) {
        return answer(http.get().uri("/api/v1" + path, variables));
    }

    /** The viewings of a month, as the page offers them to be saved. */
    String csv(String user, String month) {
        String csv = http.get()
                .uri("/api/v1/viewings.csv?user={user}&month={month}", prefixed(user), month)
                .retrieve()
                .body(String.class);
        return Objects.requireNonNullElse(csv, "").replace(prefix, "");
    }

    /** The name in the database; one that is blank stays so, and is refused. */
    String prefixed(String name) {
        return name.isBlank() ? name : prefix + name;
    }

    boolean isOurs(JsonNode viewing) {
        return viewing.path("user_name").asString("").startsWith(prefix);
    }

    String describe(JsonNode viewing) {
        String text = viewing.path("user_name").asString("") + " "
                + viewing.path("service_id").asString("") + " on "
                + viewing.path("client_id").asString("");
        return text.replace(prefix, "");
    }

    private static Answer answer(RestClient.RequestHeadersSpec<?> request) {
        return request.exchangeForRequiredValue((sent, response) -> new Answer(
                response.getStatusCode().value(),
                Objects.requireNonNullElse(response.bodyTo(JsonNode.class), MissingNode.getInstance())));
    }

    /**
     * An answer of the console.
     *
     * @param status the HTTP status, whichever it is
     * @param body the JSON body; a missing node where there is none
     */
    record Answer(int status, JsonNode body) {

        /** The value of a field as text; empty where it is null or missing. */
        String text(String field) {
            return body.path(field).asString("");
        }
    }
}
