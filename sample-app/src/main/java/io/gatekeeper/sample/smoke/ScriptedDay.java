package io.gatekeeper.sample.smoke;

/** A day of two children, a TV and a tablet. */
final class ScriptedDay extends Script {

    ScriptedDay(SmokeClock clock, Family family, Report report) {
        super(clock, family, report);
    }

    @Override
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
}
