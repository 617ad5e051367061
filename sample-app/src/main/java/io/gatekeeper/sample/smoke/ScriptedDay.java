package io.gatekeeper.sample.smoke;

import io.gatekeeper.sample.smoke.Http.Answer;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A day of two children, a TV and a tablet, and the figures that are right for it. They are written out, not computed: a
 * wrong computation must not be able to confirm itself.
 */
final class ScriptedDay {

    private static final String MIA = "mia";
    private static final String BEN = "ben";

    private final SmokeClock clock;
    private final Family family;
    private final Report report;

    ScriptedDay(SmokeClock clock, Family family, Report report) {
        this.clock = clock;
        this.family = family;
        this.report = report;
    }

    void play() {
        morning();
        afternoon();
        totalsOfTheDay();
        acrossMidnight();
        badRequests();
    }

    private void morning() {
        at("2026-03-17T10:00:00Z");
        start(MIA, "youtube", "tv", 30, "201 started 2026-03-17T10:00:00Z due 2026-03-17T10:30:00Z");
        at("2026-03-17T10:05:00Z");
        start(BEN, "youtube", "tv", null, "201 started 2026-03-17T10:05:00Z due never");
        at("2026-03-17T10:10:00Z");
        start(MIA, "netflix", "tablet", 60, "201 started 2026-03-17T10:10:00Z due 2026-03-17T11:10:00Z");
        open("[mia youtube on tv, ben youtube on tv, mia netflix on tablet]");

        at("2026-03-17T10:20:30Z");
        close(MIA, "youtube", "tv", "200 ended 2026-03-17T10:20:30Z after 1230 s");
        close(MIA, "youtube", "tv", "204");
        open("[ben youtube on tv, mia netflix on tablet]");

        at("2026-03-17T10:45:00Z");
        start(MIA, "youtube", "tv", null, "201 started 2026-03-17T10:45:00Z due never");
        at("2026-03-17T11:00:15Z");
        close(MIA, "youtube", "tv", "200 ended 2026-03-17T11:00:15Z after 915 s");
        at("2026-03-17T11:10:00Z");
        close(MIA, "netflix", "tablet", "200 ended 2026-03-17T11:10:00Z after 3600 s");
        at("2026-03-17T11:30:00.900Z");
        close(BEN, "youtube", "tv", "200 ended 2026-03-17T11:30:00.900Z after 5100 s");
    }

    private void afternoon() {
        at("2026-03-17T14:00:00Z");
        start(BEN, "disney", "tablet", 45, "201 started 2026-03-17T14:00:00Z due 2026-03-17T14:45:00Z");
        at("2026-03-17T14:45:00Z");
        close(BEN, "disney", "tablet", "200 ended 2026-03-17T14:45:00Z after 2700 s");
        at("2026-03-17T15:00:00Z");
        start(MIA, "youtube", "tablet", 20, "201 started 2026-03-17T15:00:00Z due 2026-03-17T15:20:00Z");
        at("2026-03-17T15:07:05Z");
        close(MIA, "youtube", "tablet", "200 ended 2026-03-17T15:07:05Z after 425 s");
    }

    private void totalsOfTheDay() {
        at("2026-03-17T23:50:00Z");
        start(MIA, "disney", "tv", null, "201 started 2026-03-17T23:50:00Z due never");
        open("[mia disney on tv]");
        watched(MIA, null, "{\"netflix\":3600,\"youtube\":2570}");
        watched(MIA, "tv", "{\"youtube\":2145}");
        watched(MIA, "tablet", "{\"netflix\":3600,\"youtube\":425}");
        watched(BEN, null, "{\"disney\":2700,\"youtube\":5100}");
        watched(BEN, "tv", "{\"youtube\":5100}");
        watched(BEN, "tablet", "{\"disney\":2700}");
        watched(BEN, "phone", "{}");
    }

    private void acrossMidnight() {
        at("2026-03-18T00:10:00Z");
        close(MIA, "disney", "tv", "200 ended 2026-03-18T00:10:00Z after 1200 s");
        open("[]");
        watched(MIA, null, "{\"disney\":1200}");
        watched(BEN, null, "{}");
    }

    private void badRequests() {
        refused("a viewing of 0 minutes", family.starts(MIA, "youtube", "tv", 0), "400 minutes");
        refused("a viewing of no service", family.starts(MIA, " ", "tv", 30), "400 service_id");
        refused("closing on no device", family.closes(MIA, "youtube", ""), "400 client_id");
    }

    private void at(String time) {
        clock.set(Instant.parse(time));
    }

    private void start(String user, String service, String device, @Nullable Integer minutes, String expected) {
        Answer answer = family.starts(user, service, device, minutes);
        String due = answer.text("due_at");
        String actual =
                answer.status() + " started " + answer.text("started_at") + " due " + (due.isEmpty() ? "never" : due);
        String limit = minutes == null ? "without limit" : "for " + minutes + " minutes";
        check(user + " starts " + service + " on " + device + " " + limit, expected, actual);
    }

    private void close(String user, String service, String device, String expected) {
        Answer answer = family.closes(user, service, device);
        if (answer.status() == 200) {
            recordViewing(answer);
        }
        String ending = answer.status() == 204
                ? ""
                : " ended " + answer.text("ended_at") + " after " + answer.text("watched_seconds") + " s";
        check(user + " closes " + service + " on " + device, expected, answer.status() + ending);
    }

    private void open(String expected) {
        check("open, oldest first", expected, family.open().toString());
    }

    private void watched(String user, @Nullable String device, String expected) {
        Answer answer = family.watchedToday(user, device);
        String where = device == null ? "all devices" : device;
        answer.body()
                .path("services")
                .forEachEntry((service, seconds) -> report.total(
                        clock.instant().toString().substring(0, 10), user, where, service, seconds.asString("")));
        check(
                user + " today, " + where,
                expected,
                answer.body().path("services").toString());
    }

    private void refused(String what, Answer answer, String expected) {
        check(what + " is refused", expected, answer.status() + " " + answer.text("field"));
    }

    private void recordViewing(Answer answer) {
        String minutes = answer.text("minutes");
        report.viewing(
                family.shortName(answer.body()),
                answer.text("client_id"),
                answer.text("service_id"),
                minutes.isEmpty() ? "unlimited" : minutes,
                answer.text("started_at"),
                answer.text("ended_at"),
                answer.text("watched_seconds"));
    }

    private void check(String subject, String expected, String actual) {
        report.check(clock.instant().toString().substring(11, 16) + " " + subject, expected, actual);
    }
}
