package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.smoke.Http.Answer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The users of one run. They go by short names in the script and carry a prefix of their own in the database, so that
 * neither a real family nor another run is met.
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
        body.put("user_name", prefix + user);
        body.put("client_id", device);
        body.put("device_name", DEVICE_NAMES.get(device));
        body.put("service_id", service);
        body.put("minutes", minutes);
        return http.send("POST", "/api/v1/viewings", body);
    }

    Answer closes(String user, String service, String device) {
        return http.send(
                "POST",
                "/api/v1/viewings/close",
                Map.of("user_name", prefix + user, "client_id", device, "service_id", service));
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
        String query = device == null ? "" : "?device_id=" + device;
        return http.send("GET", "/api/v1/users/" + prefix + user + "/viewing-time" + query, null);
    }

    String shortName(JsonNode viewing) {
        String user = viewing.path("user_name").asString("");
        return user.startsWith(prefix) ? user.substring(prefix.length()) : user;
    }

    private String describe(JsonNode viewing) {
        return shortName(viewing) + " " + viewing.path("service_id").asString("") + " on "
                + viewing.path("client_id").asString("");
    }
}
