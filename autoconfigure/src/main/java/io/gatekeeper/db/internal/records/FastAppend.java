package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingPath;
import java.time.Instant;
import java.util.Optional;

/**
 * The append of one viewing in one statement. It declines whatever is out of the ordinary, and has changed nothing then:
 * {@link LockedAppend} does that.
 */
final class FastAppend {

    private final ViewRecordTable table;
    private final ViewingDays days;
    private final RecentAppends recent;

    FastAppend(ViewRecordTable table, ViewingDays days, RecentAppends recent) {
        this.table = table;
        this.days = days;
        this.recent = recent;
    }

    /** Returns the viewing as stored; empty if this is not for here. */
    Optional<Viewing> append(NewViewing viewing, Instant now) {
        String name = viewing.deviceName();
        if (name == null || name.isBlank()) {
            return Optional.empty();
        }
        Instant given = viewing.startedAt();
        Instant start = given == null ? now : given;
        ViewingDocument alone = ViewingDocument.empty(new RecordKey(viewing.userId(), days.dayOf(start)));
        Viewing stored = alone.append(viewing, start, Optional.empty());
        ViewingPath path = new ViewingPath(viewing.clientId(), viewing.serviceId());
        RecordCondition condition = given == null
                ? RecordCondition.startingNow(viewing.clientId(), name, viewing.serviceId(), now)
                : RecordCondition.startingAt(viewing.clientId(), name, viewing.serviceId(), given);
        boolean appended = table.append(new Append(
                alone.key(),
                alone.toJson(),
                path,
                condition.expected(),
                given == null ? null : condition.stored(),
                now));
        if (appended && stored.isOpen()) {
            alone.viewings().map(StoredViewing::atTheEnd).forEach(recent::remember);
        }
        return appended ? Optional.of(stored) : Optional.empty();
    }
}
