package io.gatekeeper.sample.smoke;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run recorded and found, for a person to read. */
final class Report {

    private final Map<String, List<String>> sections = new LinkedHashMap<>();
    private final List<Check> checks = new ArrayList<>();

    void line(String section, String line) {
        sections.computeIfAbsent(section, title -> new ArrayList<>()).add(line);
    }

    void check(String subject, String expected, String actual) {
        checks.add(new Check(subject, expected, actual));
    }

    /** Whether there was something to check, and all of it was right. */
    boolean isAllRight() {
        return !checks.isEmpty() && wrong().isEmpty();
    }

    void print(PrintStream out) {
        sections.forEach((title, lines) -> {
            out.println("\n" + title);
            lines.forEach(line -> out.println("  " + line));
        });
        out.println("\nChecks");
        checks.forEach(check ->
                out.println((check.isRight() ? "  ok     " : "  WRONG  ") + check.subject() + ": " + check.actual()));
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

    /** One figure: what the script says, and what the console says. */
    private record Check(String subject, String expected, String actual) {

        boolean isRight() {
            return expected.equals(actual);
        }
    }
}
