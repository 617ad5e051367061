package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.smoke.Family.Answer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a script is made of: the time is set, something is done through the API, and the answer is held against the figure
 * that is right. Figures are written out, not computed: a wrong computation must not be able to confirm itself.
 */
abstract class Script {

    static final String MIA = "mia";
    static final String BEN = "ben";

    final Family family;
    final Report report;
    private final SmokeClock clock;

    Script(SmokeClock clock, Family family, Report report) {
        this.clock = clock;
        this.family = family;
        this.report = report;
    }

    abstract void play();

    final void at(String time) {
        clock.set(Instant.parse(time));
    }

    final void start(String user, String service, String device, @Nullable Integer minutes, String expected) {
        Answer answer = family.starts(user, service, device, minutes);
        String due = answer.text("due_at");
        String actual =
                answer.status() + " started " + answer.text("started_at") + " due " + (due.isEmpty() ? "never" : due);
        String limit = minutes == null ? "without limit" : "for " + minutes + " minutes";
        check(user + " starts " + service + " on " + device + " " + limit, expected, actual);
    }

    final void close(String user, String service, String device, String expected) {
        Answer answer = family.closes(user, service, device);
        if (answer.status() == 200) {
            recordViewing(answer.body());
        }
        String ending = answer.status() == 204
                ? ""
                : " ended " + answer.text("ended_at") + " after " + answer.text("watched_seconds") + " s";
        check(user + " closes " + service + " on " + device, expected, answer.status() + ending);
    }

    /** Blocks one service, or with null the whole device. */
    final void block(String device, @Nullable String service, String expected) {
        Answer answer = family.blocks(device, service);
        List<String> ended = new ArrayList<>();
        for (JsonNode viewing : answer.body()) {
            recordViewing(viewing);
            ended.add(family.describe(viewing) + " after "
                    + viewing.path("watched_seconds").asString("") + " s");
        }
        String what = service == null ? "everything" : service;
        check(what + " is blocked on " + device, expected, answer.status() + " " + ended);
    }

    final void open(String expected) {
        check("open, oldest first", expected, family.open().toString());
    }

    final void watched(String user, @Nullable String device, String expected) {
        Answer answer = family.watchedToday(user, device);
        String where = device == null ? "all devices" : device;
        answer.body()
                .path("services")
                .forEachEntry((service, seconds) -> report.line(
                        "Seconds watched, by the day they ended on",
                        "%s  %-4s %-12s %-8s %6s".formatted(today(), user, where, service, seconds.asString(""))));
        check(
                user + " today, " + where,
                expected,
                answer.body().path("services").toString());
    }

    final void usage(String user, String from, String to, String expected) {
        List<String> days = new ArrayList<>();
        for (JsonNode day : family.usage(user, from, to).body().path("days")) {
            List<String> services = new ArrayList<>();
            day.path("services")
                    .forEachEntry((service, usage) -> services.add(
                            service + " " + usage.path("watched_seconds").asString("")));
            String date = day.path("date").asString("");
            String screenTime = day.path("screen_time_seconds").asString("");
            String total = day.path("total_seconds").asString("");
            report.line(
                    "Seconds of screen time and in total, by the day they fell on",
                    "%s  %-4s %6s %6s  %s".formatted(date, user, screenTime, total, String.join(", ", services)));
            days.add(date.substring(5) + " " + screenTime + "/" + total + " " + services);
        }
        check(user + " usage, screen time/total", expected, String.join(" ", days));
    }

    final void refused(String what, Answer answer, String expected) {
        check(what + " is refused", expected, answer.status() + " " + answer.text("field"));
    }

    final void check(String subject, String expected, String actual) {
        String time = clock.instant().toString();
        report.check(time.substring(5, 10) + " " + time.substring(11, 16) + " " + subject, expected, actual);
    }

    final void recordViewing(
            String user, String service, String device, String minutes, String start, String end, String seconds) {
        report.line(
                "Viewings, as they ended: minutes, start, end, seconds",
                "%-4s %-10s %-7s %-10s %-21s %-25s %6s"
                        .formatted(
                                user, service, device, minutes.isEmpty() ? "unlimited" : minutes, start, end, seconds));
    }

    private void recordViewing(JsonNode viewing) {
        recordViewing(
                family.shortName(viewing, "user_name"),
                viewing.path("service_id").asString(""),
                family.shortName(viewing, "client_id"),
                viewing.path("minutes").asString(""),
                viewing.path("started_at").asString(""),
                viewing.path("ended_at").asString(""),
                viewing.path("watched_seconds").asString(""));
    }

    private String today() {
        return clock.instant().toString().substring(0, 10);
    }
}
