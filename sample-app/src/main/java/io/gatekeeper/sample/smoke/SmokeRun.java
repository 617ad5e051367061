package io.gatekeeper.sample.smoke;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.sample.SampleApplication;
import io.gatekeeper.sample.overdue.OverdueSweep;
import java.io.PrintStream;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.springframework.boot.Banner;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Starts the console on a free port, plays the {@link ScriptedDay} and the {@link ScriptedSituations} through its API,
 * reports, and leaves nothing behind. On a server of somebody's own, what was overdue there anyway by the script's time
 * ends at its due time, as at any start of the console.
 */
public final class SmokeRun {

    private static final String ARGUMENT = "--smoke";

    /** What the script's figures rest on, whatever else is configured. */
    private static final Map<String, Object> CONDITIONS = Map.of(
            "server.port", 0,
            "gatekeeper.db.zone", "UTC",
            "gatekeeper.db.day-start", "00:00",
            "sample.close-overdue-every", "0s");

    private final PrintStream out;
    private final UnaryOperator<Http> wire;

    /**
     * A run that reports in plain text.
     *
     * @param out where the report goes
     */
    public SmokeRun(PrintStream out) {
        this(out, UnaryOperator.identity());
    }

    /** A run whose answers can be tampered with on the wire. */
    SmokeRun(PrintStream out, UnaryOperator<Http> wire) {
        this.out = out;
        this.wire = wire;
    }

    /**
     * Whether the program's arguments ask for a run.
     *
     * @param args the arguments
     * @return whether they do
     */
    public static boolean isRequested(String... args) {
        return Arrays.asList(args).contains(ARGUMENT);
    }

    /**
     * Runs.
     *
     * @param args the program's arguments
     * @return the exit code: zero only if every figure is right
     */
    public int run(String... args) {
        SmokeClock clock = new SmokeClock();
        try (ConfigurableApplicationContext console = start(clock, args)) {
            return play(console, clock) ? 0 : 1;
        }
    }

    private boolean play(ConfigurableApplicationContext console, SmokeClock clock) {
        int port = console.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        LocalHttp http = new LocalHttp(port);
        String prefix = "smoke-" + UUID.randomUUID().toString().substring(0, 8) + "-";
        out.println("A scripted day of the users " + prefix + "* at " + http);
        Report report = new Report();
        Family family = new Family(prefix, wire.apply(http));
        ViewRecordRepository viewings = console.getBean(ViewRecordRepository.class);
        OverdueSweep sweep = console.getBean(OverdueSweep.class);
        toItsEnd("the day is played", report, new ScriptedDay(clock, family, report)::play);
        toItsEnd(
                "the situations are played",
                report,
                new ScriptedSituations(clock, family, report, viewings, sweep)::play);
        toItsEnd("the users are deleted", report, () -> deleteUsers(viewings, family, report));
        report.print(out);
        return report.isAllRight();
    }

    /** What breaks off is one more thing to report. */
    private static void toItsEnd(String what, Report report, Runnable step) {
        try {
            step.run();
        } catch (RuntimeException e) {
            report.check(what + " to the end", "done", e.toString());
        }
    }

    private static void deleteUsers(ViewRecordRepository viewings, Family family, Report report) {
        for (String user : List.of(Script.MIA, Script.BEN)) {
            report.check(user + " is deleted", "true", String.valueOf(viewings.deleteUser(family.prefixed(user))));
        }
    }

    private static ConfigurableApplicationContext start(SmokeClock clock, String... args) {
        return new SpringApplicationBuilder(SampleApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .properties("logging.level.root=warn")
                .initializers(context -> {
                    context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("smoke", CONDITIONS));
                    ((GenericApplicationContext) context).registerBean(Clock.class, () -> clock);
                })
                .run(args);
    }
}
