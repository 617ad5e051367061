package io.gatekeeper.sample.legacy;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.sql.QualifiedName;

/** Says what became of an import, for a person to read. */
final class ImportSummary {

    private ImportSummary() {}

    static String of(QualifiedName source, ImportReport report) {
        StringBuilder text = new StringBuilder("Imported from ").append(source);
        line(text, "users", report.users());
        line(text, "read", report.read());
        line(text, "imported", report.imported());
        line(text, "already present", report.alreadyPresent());
        if (report.ended() > 0) {
            line(text, "of these ended since, as in the source", report.ended());
        }
        report.skipped().forEach((reason, count) -> withExample(text, "skipped: " + reason, count, report, reason));
        report.adjusted().forEach((how, count) -> withExample(text, how, count, report, how));
        report.deletedUsers().forEach(user -> remark(text, "deleted here, and not imported again", user));
        report.failedUsers().forEach((user, why) -> remark(text, "failed", user + ": " + why));
        return text.toString();
    }

    private static void withExample(StringBuilder text, String what, long count, ImportReport report, String reason) {
        line(text, what, count);
        remark(text, "such as", String.valueOf(report.examples().get(reason)));
    }

    private static void line(StringBuilder text, String what, long count) {
        text.append("\n%8d  %s".formatted(count, what));
    }

    /** On one line, whatever is in there. */
    private static void remark(StringBuilder text, String what, String whom) {
        text.append("\n%8s  %s: %s".formatted("", what, whom.replaceAll("\\p{Cntrl}+", " ")));
    }
}
