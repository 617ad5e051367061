package io.gatekeeper.sample.smoke;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a run recorded and found, for a person to read. */
final class Report {

    private final Table viewings = new Table("user", "device", "service", "minutes", "started", "ended", "seconds");
    private final Table totals = new Table("day", "user", "device", "service", "seconds");
    private final Table usage = new Table("day", "user", "screen time", "total", "services");
    private final List<Check> checks = new ArrayList<>();

    void viewing(String... cells) {
        viewings.add(cells);
    }

    void total(String... cells) {
        totals.add(cells);
    }

    void usage(String... cells) {
        usage.add(cells);
    }

    void check(String subject, String expected, String actual) {
        checks.add(new Check(subject, expected, actual));
    }

    /** Whether there was something to check, and all of it was right. */
    boolean isAllRight() {
        return !checks.isEmpty() && wrong().isEmpty();
    }

    void print(PrintStream out) {
        out.println("\nViewings, as they were closed");
        viewings.print(out);
        out.println("\nSeconds watched, by the day they ended on");
        totals.print(out);
        out.println("\nSeconds of usage, by the day they fell on");
        usage.print(out);
        out.println("\nChecks");
        checksTable(checks).print(out);
        printVerdict(out);
    }

    private void printVerdict(PrintStream out) {
        if (isAllRight()) {
            out.println("\nAll " + checks.size() + " checks are right.");
        } else {
            out.println("\n" + wrong().size() + " of " + checks.size() + " checks are wrong:");
            for (Check check : wrong()) {
                out.println("  " + check.subject());
                out.println("    expected: " + check.expected());
                out.println("    actual:   " + check.actual());
            }
        }
    }

    private List<Check> wrong() {
        return checks.stream().filter(check -> !check.isRight()).toList();
    }

    private static Table checksTable(List<Check> checks) {
        Table table = new Table("", "what", "expected", "actual");
        checks.forEach(check ->
                table.add(check.isRight() ? "ok" : "WRONG", check.subject(), check.expected(), check.actual()));
        return table;
    }
}
