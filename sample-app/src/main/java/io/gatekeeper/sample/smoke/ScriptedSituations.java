package io.gatekeeper.sample.smoke;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.overdue.OverdueSweep;
import java.util.List;

/** Where counting gets difficult, a day for each: midnight, what is still running, what runs at once, who blocks, a restart. */
final class ScriptedSituations extends Script {

    private final ViewRecordRepository viewings;
    private final OverdueSweep sweep;

    ScriptedSituations(
            SmokeClock clock, Family family, Report report, ViewRecordRepository viewings, OverdueSweep sweep) {
        super(clock, family, report);
        this.viewings = viewings;
        this.sweep = sweep;
    }

    @Override
    void play() {
        midnight();
        stillRunning();
        parallel();
        blockedBySomeoneElse();
        restart();
    }

    private void midnight() {
        at("2026-03-19T23:30:00Z");
        start(MIA, "youtube", "tv", null, "201 started 2026-03-19T23:30:00Z due never");
        at("2026-03-20T00:30:00Z");
        close(MIA, "youtube", "tv", "200 ended 2026-03-20T00:30:00Z after 3600 s");
        usage(MIA, "2026-03-19", "2026-03-20", "03-19 1800/1800 [youtube 1800] 03-20 1800/1800 [youtube 1800]");
        watched(MIA, null, "{\"youtube\":3600}");
    }

    private void stillRunning() {
        at("2026-03-21T10:00:00Z");
        start(BEN, "disney", "tablet", 60, "201 started 2026-03-21T10:00:00Z due 2026-03-21T11:00:00Z");
        at("2026-03-21T10:50:00Z");
        usage(BEN, "2026-03-21", "2026-03-21", "03-21 3000/3000 [disney 3000]");
        watched(BEN, null, "{}");
        at("2026-03-21T11:00:00Z");
        close(BEN, "disney", "tablet", "200 ended 2026-03-21T11:00:00Z after 3600 s");
    }

    private void parallel() {
        at("2026-03-22T10:00:00Z");
        start(MIA, "youtube", "tv", null, "201 started 2026-03-22T10:00:00Z due never");
        start(MIA, "minecraft", "tablet", null, "201 started 2026-03-22T10:00:00Z due never");
        at("2026-03-22T11:00:00Z");
        close(MIA, "youtube", "tv", "200 ended 2026-03-22T11:00:00Z after 3600 s");
        close(MIA, "minecraft", "tablet", "200 ended 2026-03-22T11:00:00Z after 3600 s");
        usage(MIA, "2026-03-22", "2026-03-22", "03-22 3600/7200 [minecraft 3600, youtube 3600]");
    }

    private void blockedBySomeoneElse() {
        at("2026-03-23T10:00:00Z");
        start(MIA, "youtube", "tv", null, "201 started 2026-03-23T10:00:00Z due never");
        at("2026-03-23T10:05:00Z");
        start(BEN, "netflix", "tv", 60, "201 started 2026-03-23T10:05:00Z due 2026-03-23T11:05:00Z");
        at("2026-03-23T10:20:00Z");
        close(BEN, "youtube", "tv", "204");
        block("tv", "youtube", "200 [mia youtube on tv after 1200 s]");
        open("[ben netflix on tv]");
        at("2026-03-23T10:30:00Z");
        block("tv", null, "200 [ben netflix on tv after 1500 s]");
        block("tv", null, "200 []");
    }

    /** The service is away from before the due time until the next day; then it does what it does at start-up. */
    private void restart() {
        at("2026-03-24T20:00:00Z");
        start(BEN, "youtube", "tv", 30, "201 started 2026-03-24T20:00:00Z due 2026-03-24T20:30:00Z");
        at("2026-03-25T08:00:00Z");
        open("[ben youtube on tv]");
        sweep.run();
        ended(BEN, "youtube", "tv", "ended 2026-03-24T20:30:00Z after 1800 s");
        open("[]");
        usage(BEN, "2026-03-24", "2026-03-25", "03-24 1800/1800 [youtube 1800] 03-25 0/0 []");
    }

    /** Asked of the repository, as no answer of the API shows what has ended by itself. */
    private void ended(String user, String service, String device, String expected) {
        List<Viewing> latest = viewings.findLatest(family.prefixed(user), service);
        Viewing viewing = latest.get(latest.size() - 1);
        String minutes =
                viewing.requested() == null ? "" : "" + viewing.requested().toMinutes();
        String end = String.valueOf(viewing.endedAt());
        String seconds = viewing.watched() == null ? "" : "" + viewing.watched().toSeconds();
        recordViewing(user, service, device, minutes, "" + viewing.startedAt(), end, seconds);
        check(user + "'s " + service + " has ended by itself", expected, "ended " + end + " after " + seconds + " s");
    }
}
