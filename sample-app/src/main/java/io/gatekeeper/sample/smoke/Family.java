package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.smoke.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The users and devices of one run. They go by short names in the script and carry a prefix of their own in the database,
 * so that neither a real family nor another run is met, and nobody else's TV is blocked.
 */
final class Family {

    private static final Map<String, String> DEVICE_NAMES = Map.of("tv", "Living room TV", "tablet", "Tablet");

    private final String prefix;
    private final Http http;

    Family(String prefix, Http http) {
        this.prefix = prefix;
        this.http = http;
    }

    Answer starts(String user, String service, String device, @Nullable Integer minutes) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("user_name", prefixed(user));
        body.put("client_id", prefixed(device));
        body.put("device_name", DEVICE_NAMES.get(device));
        body.put("service_id", service);
        body.put("minutes", minutes);
        return http.send("POST", "/api/v1/viewings", body);
    }

    Answer closes(String user, String service, String device) {
        return http.send(
                "POST",
                "/api/v1/viewings/close",
                Map.of("user_name", prefixed(user), "client_id", prefixed(device), "service_id", service));
    }

    Answer blocks(String device, @Nullable String service) {
        Map<String, @Nullable Object> body = new HashMap<>();
        body.put("client_id", prefixed(device));
        body.put("service_id", service);
        return http.send("POST", "/api/v1/viewings/block", body);
    }

    /** What is open of this family's, in the order of the answer. */
    List<String> open() {
        JsonNode viewings = http.send("GET", "/api/v1/viewings/open", null).body();
        return StreamSupport.stream(viewings.spliterator(), false)
                .filter(viewing -> viewing.path("user_name").asString("").startsWith(prefix))
                .map(this::describe)
                .toList();
    }

    Answer watchedToday(String user, @Nullable String device) {
        String query = device == null ? "" : "&device_id=" + prefixed(device);
        return http.send("GET", "/api/v1/viewing-time?user=" + prefixed(user) + query, null);
    }

    Answer usage(String user, String from, String to) {
        return http.send("GET", "/api/v1/usage?user=" + prefixed(user) + "&from=" + from + "&to=" + to, null);
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
}
