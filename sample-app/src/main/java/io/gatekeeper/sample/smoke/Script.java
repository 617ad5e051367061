package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.gate.OverdueSweep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.http.MediaType;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Plays a script, line by line: the time is set, something is done through the API, and the answer is held against the
 * figure that is right. Figures are written out, not computed: a wrong computation must not be able to confirm itself.
 * Users and devices go by short names in the script and carry a prefix in the database, so that neither a real family nor
 * another run is met, and nobody else's TV is blocked.
 */
final class Script {

    private final AtomicReference<Instant> clock;
    private final String prefix;
    private final RestClient http;
    private final OverdueSweep sweep;
    private final Report report;

    Script(AtomicReference<Instant> clock, String prefix, RestClient http, OverdueSweep sweep, Report report) {
        this.clock = clock;
        this.prefix = prefix;
        this.http = http;
        this.sweep = sweep;
        this.report = report;
    }

    void play(String line) {
        String[] sides = line.strip().split("\\s*->\\s*", 2);
        List<String> words = List.of(sides[0].split("\\s+"));
        switch (words.get(0)) {
            case "", "#" -> {}
            case "at" -> clock.set(Instant.parse(words.get(1)));
            case "sweep" -> sweep.run();
            default -> {
                String time = String.valueOf(clock.get());
                report.check(
                        time.substring(5, 10) + " " + time.substring(11, 16) + " " + sides[0],
                        sides[1],
                        outcome(words));
            }
        }
    }

    private String outcome(List<String> words) {
        return switch (words.get(0)) {
            case "start" -> change("", words, "minutes");
            case "past" -> change("", words, "started_at", "ended_at");
            case "close" -> change("/close", words);
            case "extend" -> change("/extend", words, "minutes");
            case "end" -> change("/end", words, "started_at", "ended_at");
            case "delete" -> change("/delete", words, "started_at");
            case "block" -> blocked(words);
            case "open" -> open();
            case "recorded" -> recorded(words.get(1), words.get(2));
            case "watched" -> watched(words);
            case "usage" -> usage(words.get(1), words.get(2), words.get(3));
            case "forget" -> {
                Answer answer = post("/users/delete", Map.of("user_name", prefixed(words.get(1))));
                yield text(answer.body(), "deleted");
            }
            default -> throw new IllegalArgumentException("No such action: " + words);
        };
    }

    /** Of user, service, device, and what else there is. A line stands for a blank, which is refused. */
    private String change(String path, List<String> words, String... more) {
        Map<String, Object> viewing = new HashMap<>();
        viewing.put("user_name", prefixed(words.get(1)));
        viewing.put("service_id", words.get(2).replace('_', ' '));
        viewing.put("client_id", prefixed(words.get(3)));
        for (int i = 4; i < words.size(); i++) {
            String word = words.get(i);
            viewing.put(more[i - 4], word.matches("\\d+") ? Integer.valueOf(word) : word);
        }
        Answer answer = post("/viewings" + path, viewing);
        return (answer.status() + " " + described(answer)).strip();
    }

    /** What the viewing has come to, or the field that was refused. */
    private static String described(Answer answer) {
        if (answer.status() >= 300 || answer.body().isMissingNode()) {
            return text(answer.body(), "field");
        }
        String due = text(answer.body(), "due_at");
        String end = text(answer.body(), "ended_at");
        return end.isEmpty()
                ? "started " + text(answer.body(), "started_at") + " due " + (due.isEmpty() ? "never" : due)
                : "ended " + end + " after " + text(answer.body(), "watched_seconds") + " s";
    }

    private String blocked(List<String> words) {
        Map<String, String> body = new HashMap<>(Map.of("client_id", prefixed(words.get(1))));
        words.stream().skip(2).forEach(service -> body.put("service_id", service));
        Answer answer = post("/viewings/block", body);
        List<String> ended = new ArrayList<>();
        answer.body()
                .forEach(viewing -> ended.add(name(viewing) + " after " + text(viewing, "watched_seconds") + " s"));
        return answer.status() + " " + ended;
    }

    private String open() {
        List<String> open = new ArrayList<>();
        get("/viewings/open").forEach(viewing -> {
            if (text(viewing, "user_name").startsWith(prefix)) {
                open.add(name(viewing));
            }
        });
        return open.toString();
    }

    private String recorded(String user, String day) {
        List<String> viewings = new ArrayList<>();
        get("/viewings?user={user}&from={day}&to={day}", prefixed(user), day, day)
                .forEach(viewing ->
                        viewings.add(text(viewing, "service_id") + " " + described(new Answer(200, viewing))));
        return viewings.toString();
    }

    private String watched(List<String> words) {
        String device = words.size() > 2 ? prefixed(words.get(2)) : "";
        return get("/viewing-time?user={user}&device_id={device}", prefixed(words.get(1)), device)
                .path("services")
                .toString();
    }

    /** By day, screen time/total, and the services. */
    private String usage(String user, String from, String to) {
        List<String> days = new ArrayList<>();
        for (JsonNode day : get("/usage?user={user}&from={from}&to={to}", prefixed(user), from, to)
                .path("days")) {
            List<String> services = new ArrayList<>();
            day.path("services")
                    .forEachEntry((service, usage) -> services.add(service + " " + text(usage, "watched_seconds")));
            days.add(text(day, "date").substring(5) + " " + text(day, "screen_time_seconds") + "/"
                    + text(day, "total_seconds") + " " + services);
        }
        return String.join(" ", days);
    }

    private String prefixed(String name) {
        return name.equals("_") ? " " : prefix + name;
    }

    private String name(JsonNode viewing) {
        String name =
                text(viewing, "user_name") + " " + text(viewing, "service_id") + " on " + text(viewing, "client_id");
        return name.replace(prefix, "");
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }

    private JsonNode get(String path, Object... variables) {
        return answer(http.get().uri("/api/v1" + path, variables)).body();
    }

    private Answer post(String path, Map<String, ?> body) {
        return answer(http.post()
                .uri("/api/v1" + path)
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    private static Answer answer(RestClient.RequestHeadersSpec<?> request) {
        return request.exchangeForRequiredValue((sent, response) -> new Answer(
                response.getStatusCode().value(),
                Objects.requireNonNullElse(response.bodyTo(JsonNode.class), MissingNode.getInstance())));
    }

    private record Answer(int status, JsonNode body) {}
}
