package io.gatekeeper.db.docs;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.LegacyImport.Removed;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.sql.QualifiedName;
import java.time.Duration;
import java.time.LocalDate;

/** The Java code of the documentation, as it stands there. */
final class Examples {

    private Examples() {}

    record Console(ViewRecordRepository viewings) {

        void unblock(String child, Duration time) {
            viewings.append(NewViewing.timed(child, "192.168.1.20", "Living Room", "youtube", time));
        }

        void block() {
            viewings.closeAll("192.168.1.20", "youtube");
        }

        Duration leftToday(String child, LocalDate today, Duration limit) {
            return viewings.usage(UsageQuery.of(child, today)).days().get(0).remaining(limit);
        }
    }

    static ImportReport importHistory(LegacyImport legacyImport) {
        ImportReport report = legacyImport.run(QualifiedName.of("public", "viewrecords"));
        return report;
    }

    static ImportReport importAgain(LegacyImport legacyImport) {
        ImportReport restored = legacyImport.run(QualifiedName.of("public", "viewrecords"), Removed.COMES_BACK);
        return restored;
    }
}
