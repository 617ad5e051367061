package io.gatekeeper.db.docs;

import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.LegacyImport.Removed;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.sql.QualifiedName;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;

/** The Java code of the documentation, as it stands there. */
final class Examples {

    private Examples() {}

    record Console(ViewRecordRepository viewings, ViewingDays days) {

        void unblock(String child, Duration time) {
            viewings.append(NewViewing.timed(child, "192.168.1.20", "Living Room", "youtube", time));
        }

        void block() {
            viewings.closeAll("192.168.1.20", "youtube");
        }

        Duration leftToday(String child, Duration limit) {
            return viewings.usage(UsageQuery.of(child, days.today()))
                    .days()
                    .get(0)
                    .remaining(limit);
        }
    }

    static final class Calls {

        Usage week(ViewRecordRepository viewings, ViewingDays days, String child) {
            return viewings.usage(UsageQuery.week(child, days.today(), DayOfWeek.MONDAY));
        }

        void forgotToBlock(ViewingCorrections corrections, Viewing viewing, Instant blockedAt) {
            corrections.end(viewing, blockedAt);
        }

        void watchedAtGrandmas(ViewRecordRepository viewings, String child, Instant from, Instant to) {
            viewings.append(NewViewing.unlimited(child, "grandma", "Grandma's TV", "youtube")
                    .startingAt(from)
                    .endingAt(to));
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
