package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.overdue.OverdueSweep;
import io.gatekeeper.sample.smoke.Console.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/**
 * Plays a script, line by line: the time is set, something is done through the API, and the answer is held against the
 * figure that is right. Figures are written out, not computed: a wrong computation must not be able to confirm itself.
 */
final class Script {

    private final SmokeClock clock;
    private final Console console;
    private final OverdueSweep sweep;
    private final Report report;

    Script(SmokeClock clock, Console console, OverdueSweep sweep, Report report) {
        this.clock = clock;
        this.console = console;
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
            default -> check(words, sides[1]);
        }
    }

    private void check(List<String> words, String expected) {
        String time = clock.instant().toString();
        report.check(
                time.substring(5, 10) + " " + time.substring(11, 16) + " " + String.join(" ", words),
                expected,
                outcome(words));
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
            default -> throw new IllegalArgumentException("No such action: " + words);
        };
    }

    /** Of user, service, device, and what else there is. A line stands for something blank. */
    private String change(String path, List<String> words, String... more) {
        Map<String, Object> viewing = new LinkedHashMap<>();
        viewing.put("user_name", console.prefixed(words.get(1)));
        viewing.put("service_id", words.get(2).replace('_', ' '));
        viewing.put("client_id", console.prefixed(words.get(3)));
        for (int i = 4; i < words.size(); i++) {
            String word = words.get(i);
            viewing.put(more[i - 4], word.matches("\\d+") ? Integer.valueOf(word) : word);
        }
        Answer answer = console.post("/viewings" + path, viewing);
        return (answer.status() + " " + described(answer)).strip();
    }

    /** What the viewing has come to, or the field that was refused. */
    private static String described(Answer answer) {
        if (answer.status() >= 300 || answer.body().isMissingNode()) {
            return answer.text("field");
        }
        String due = answer.text("due_at");
        String end = answer.text("ended_at");
        return end.isEmpty()
                ? "started " + answer.text("started_at") + " due " + (due.isEmpty() ? "never" : due)
                : "ended " + end + " after " + answer.text("watched_seconds") + " s";
    }

    private String blocked(List<String> words) {
        Map<String, String> body = new LinkedHashMap<>(Map.of("client_id", console.prefixed(words.get(1))));
        words.stream().skip(2).forEach(service -> body.put("service_id", service));
        Answer answer = console.post("/viewings/block", body);
        List<String> ended = new ArrayList<>();
        answer.body()
                .forEach(viewing -> ended.add(console.describe(viewing) + " after "
                        + viewing.path("watched_seconds").asString("") + " s"));
        return answer.status() + " " + ended;
    }

    private String open() {
        return StreamSupport.stream(console.get("/viewings/open").body().spliterator(), false)
                .filter(console::isOurs)
                .map(console::describe)
                .toList()
                .toString();
    }

    private String recorded(String user, String day) {
        List<String> viewings = new ArrayList<>();
        console.get("/viewings?user={user}&from={day}&to={day}", console.prefixed(user), day, day)
                .body()
                .forEach(viewing -> viewings.add(
                        viewing.path("service_id").asString("") + " " + described(new Answer(200, viewing))));
        return viewings.toString();
    }

    private String watched(List<String> words) {
        String device = words.size() > 2 ? console.prefixed(words.get(2)) : "";
        return console.get("/viewing-time?user={user}&device_id={device}", console.prefixed(words.get(1)), device)
                .body()
                .path("services")
                .toString();
    }

    /** By day, screen time/total, and the services. */
    private String usage(String user, String from, String to) {
        List<String> days = new ArrayList<>();
        String path = "/usage?user={user}&from={from}&to={to}";
        for (JsonNode day :
                console.get(path, console.prefixed(user), from, to).body().path("days")) {
            List<String> services = new ArrayList<>();
            day.path("services")
                    .forEachEntry((service, usage) -> services.add(
                            service + " " + usage.path("watched_seconds").asString("")));
            days.add(day.path("date").asString("").substring(5) + " "
                    + day.path("screen_time_seconds").asString("") + "/"
                    + day.path("total_seconds").asString("") + " " + services);
        }
        return String.join(" ", days);
    }
}
