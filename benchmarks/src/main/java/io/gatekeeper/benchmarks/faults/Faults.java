package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.benchmarks.faults.history.Outcome;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plays faults one after the other, and prints a row for each. */
public final class Faults {

    private static final String QUICK = "--quick";
    private static final String BROKEN = "--broken";
    private static final String SECONDS = "--seconds=";
    private static final int DEFAULT_SECONDS = 60;
    private static final int QUICK_SECONDS = 8;
    private static final int BROKEN_SECONDS = 20;

    private final PrintStream out;
    private final Duration time;
    private final boolean broken;
    private final boolean timed;
    private final List<String> complaints = new ArrayList<>();

    private Faults(PrintStream out, Duration time, boolean broken, boolean timed) {
        this.out = out;
        this.time = time;
        this.broken = broken;
        this.timed = timed;
    }

    /**
     * Plays what the arguments say: names, or all; {@code --quick} for a selection of two minutes; {@code --broken} for what must be found;
     * {@code --seconds=} for each.
     *
     * @return whether everything was as it must be
     */
    public static boolean run(List<String> arguments, PrintStream out) throws IOException {
        boolean quick = arguments.contains(QUICK);
        boolean broken = arguments.contains(BROKEN);
        List<String> names = arguments.stream()
                .filter(argument -> !argument.startsWith("--"))
                .toList();
        List<String> chosen = names.isEmpty() && quick ? AllFaults.QUICK : names;
        List<Fault> all = broken ? BrokenVariants.list() : AllFaults.list();
        List<Fault> faults = all.stream()
                .filter(fault -> chosen.isEmpty() || chosen.contains(fault.name()))
                .toList();
        if (faults.size() < chosen.size()) {
            throw new IllegalArgumentException(
                    "There are " + all.stream().map(Fault::name).toList() + ", and not all of " + chosen);
        }
        int seconds = arguments.stream()
                .filter(argument -> argument.startsWith(SECONDS))
                .map(argument -> Integer.parseInt(argument.substring(SECONDS.length())))
                .findFirst()
                .orElse(quick ? QUICK_SECONDS : broken ? BROKEN_SECONDS : DEFAULT_SECONDS);
        // How long calls take is not judged in the quick run: that is for machines that do other things, too.
        return new Faults(out, Duration.ofSeconds(seconds), broken, !quick).run(faults);
    }

    private boolean run(List<Fault> faults) throws IOException {
        print("%d s each, a call may take %s%n", time.toSeconds(), seconds(Limits.CALL));
        print(
                "| fault | done | calls | acknowledged | lost | doubled | wrong | unknown | longest call | stall | recovery |");
        print("|---|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|");
        for (Fault fault : faults) {
            play(fault);
        }
        print("%n%s", complaints.isEmpty() ? "Everything is as it must be." : String.join("\n", complaints));
        return complaints.isEmpty();
    }

    private void play(Fault fault) throws IOException {
        Scene scene = new Scene(Scene.newFolder(), time);
        boolean asExpected;
        try (scene) {
            fault.script().play(scene);
            Verdict verdict = scene.end();
            print(fault, verdict);
            asExpected = judge(fault, verdict, scene);
        } catch (SkippedException e) {
            print("| %s | %s | skipped: %s |", fault.name(), fault.what(), e.reason());
            asExpected = true;
        } catch (Exception e) {
            complaints.add(fault.name() + ": " + e);
            asExpected = false;
        }
        if (asExpected) {
            scene.remove();
        }
    }

    private boolean judge(Fault fault, Verdict verdict, Scene scene) {
        List<String> found = verdict.complaints(timed);
        if (broken) {
            if (found.isEmpty()) {
                complaints.add(fault.name() + ": is broken, and that was not found");
            }
        } else {
            found.forEach(complaint -> complaints.add(fault.name() + ": " + complaint));
            if (!found.isEmpty()) {
                complaints.add(fault.name() + ": journals and logs are in " + scene.folder());
            }
        }
        return broken != found.isEmpty();
    }

    private void print(Fault fault, Verdict verdict) {
        print(
                "| %s | %s | %,d | %,d | %d | %d | %d | %d | %s | %s | %s |",
                fault.name(),
                fault.what(),
                verdict.calls().size(),
                verdict.count(Outcome.OK),
                verdict.findings().lost().size(),
                verdict.findings().doubled().size(),
                verdict.findings().wrong().size(),
                verdict.count(Outcome.UNKNOWN),
                seconds(verdict.longestCall()),
                seconds(verdict.waiting().stall()),
                verdict.waiting().recovery().map(Faults::seconds).orElse(""));
    }

    private void print(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
