package io.gatekeeper.sample.smoke;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestHeadersSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * The users and devices of one run. They go by short names in the script and carry a prefix of their own in the database,
 * so that neither a real family nor another run is met, and nobody else's TV is blocked.
 */
final class Family {

    private static final Map<String, String> DEVICE_NAMES = Map.of("tv", "Living room TV", "tablet", "Tablet");

    private final String prefix;
    private final RestClient console;

    Family(String prefix, RestClient console) {
        this.prefix = prefix;
        this.console = console;
    }

    Answer starts(String user, String service, String device, @Nullable Integer minutes) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("user_name", prefixed(user));
        body.put("client_id", prefixed(device));
        body.put("device_name", DEVICE_NAMES.get(device));
        body.put("service_id", service);
        body.put("minutes", minutes);
        return post(body, "/api/v1/viewings");
    }

    Answer closes(String user, String service, String device) {
        return post(
                Map.of("user_name", prefixed(user), "client_id", prefixed(device), "service_id", service),
                "/api/v1/viewings/close");
    }

    Answer blocks(String device, @Nullable String service) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("client_id", prefixed(device));
        body.put("service_id", service);
        return post(body, "/api/v1/viewings/block");
    }

    /** What is open of this family's, in the order of the answer. */
    List<String> open() {
        return StreamSupport.stream(get("/api/v1/viewings/open").body().spliterator(), false)
                .filter(viewing -> viewing.path("user_name").asString("").startsWith(prefix))
                .map(this::describe)
                .toList();
    }

    Answer watchedToday(String user, @Nullable String device) {
        String path = "/api/v1/viewing-time?user={user}";
        return device == null
                ? get(path, prefixed(user))
                : get(path + "&device_id={device}", prefixed(user), prefixed(device));
    }

    Answer usage(String user, String from, String to) {
        return get("/api/v1/usage?user={user}&from={from}&to={to}", prefixed(user), from, to);
    }

    String describe(JsonNode viewing) {
        return shortName(viewing, "user_name") + " "
                + viewing.path("service_id").asString("") + " on " + shortName(viewing, "client_id");
    }

    String shortName(JsonNode viewing, String field) {
        String name = viewing.path(field).asString("");
        return name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** The name in the database; one that is blank stays so, and is refused. */
    String prefixed(String name) {
        return name.isBlank() ? name : prefix + name;
    }

    private Answer get(String path, Object... variables) {
        return answer(console.get().uri(path, variables));
    }

    private Answer post(Map<String, ?> body, String path, Object... variables) {
        return answer(console.post()
                .uri(path, variables)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    private static Answer answer(RequestHeadersSpec<?> request) {
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
