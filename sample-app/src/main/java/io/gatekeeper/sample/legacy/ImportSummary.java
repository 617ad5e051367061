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
        report.skipped().forEach((reason, count) -> line(text, "skipped: " + reason, count));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, long count) {
        text.append("\n%8d  %s".formatted(count, what));
    }
}
