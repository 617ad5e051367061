package io.gatekeeper.sample.smoke;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** What a run has found, for a person to read. */
final class Report {

    private final List<Check> checks = new ArrayList<>();

    void check(String subject, String expected, String actual) {
        checks.add(new Check(subject, expected, actual));
    }

    /** Whether there was something to check, and all of it was right. */
    boolean isAllRight() {
        return !checks.isEmpty() && wrong().isEmpty();
    }

    void print(PrintStream out) {
        out.println("\nChecks");
        checks.forEach(check ->
                out.println((check.isRight() ? "  ok     " : "  WRONG  ") + check.subject() + ": " + check.actual()));
        if (isAllRight()) {
            out.println("\nAll " + checks.size() + " checks are right.");
            return;
        }
        out.println("\n" + wrong().size() + " of " + checks.size() + " checks are wrong:");
        wrong().forEach(check -> out.println(
                "  " + check.subject() + "\n    expected: " + check.expected() + "\n    actual:   " + check.actual()));
    }

    private List<Check> wrong() {
        return checks.stream().filter(check -> !check.isRight()).toList();
    }

    /** One figure: what the script says, and what the console says. */
    private record Check(String subject, String expected, String actual) {

        boolean isRight() {
            return expected.equals(actual);
        }
    }
}
