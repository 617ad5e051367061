package io.gatekeeper.sample.smoke;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.sample.overdue.OverdueSweep;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

/**
 * Plays the {@link ScriptedDay} and the {@link ScriptedSituations} through the API of a console that has started, reports,
 * and leaves nothing behind. On a server of somebody's own, what was overdue there anyway by the script's time ends at its
 * due time, as at any start of the console.
 */
final class SmokeRun {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final String prefix = "smoke-" + UUID.randomUUID().toString().substring(0, 8) + "-";
    private final Report report = new Report();
    private final SmokeClock clock;
    private final String address;
    private final Family family;
    private final ViewRecordRepository viewings;
    private final OverdueSweep sweep;

    SmokeRun(ApplicationContext console, SmokeClock clock, RestClient.Builder http) {
        this.clock = clock;
        this.address = "http://localhost:" + console.getEnvironment().getRequiredProperty("local.server.port");
        this.family = new Family(prefix, client(http, address));
        this.viewings = console.getBean(ViewRecordRepository.class);
        this.sweep = console.getBean(OverdueSweep.class);
    }

    /** Plays, and says whether every figure is right. */
    boolean play(PrintStream out) {
        out.println("A scripted day of the users " + prefix + "* at " + address);
        toItsEnd("the day is played", new ScriptedDay(clock, family, report)::play);
        toItsEnd("the situations are played", new ScriptedSituations(clock, family, report, viewings, sweep)::play);
        toItsEnd("the users are deleted", this::deleteUsers);
        report.print(out);
        return report.isAllRight();
    }

    /** What breaks off is one more thing to report. */
    private void toItsEnd(String what, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report.check(what + " to the end", "done", e.toString());
        }
    }

    private void deleteUsers() {
        for (String user : List.of(Script.MIA, Script.BEN)) {
            report.check(user + " is deleted", "true", String.valueOf(viewings.deleteUser(family.prefixed(user))));
        }
    }

    private static RestClient client(RestClient.Builder http, String address) {
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(LONGEST_WAIT);
        return http.baseUrl(address).requestFactory(requests).build();
    }
}
