package io.gatekeeper.db.jdbc;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.util.Optional;

/**
 * The append of one viewing that starts now, in one statement. It declines whatever is out of the ordinary, and has changed
 * nothing then: {@link Appending} does that.
 */
final class QuickAppend {

    private final ViewRecordTable table;
    private final ViewingDays days;

    QuickAppend(ViewRecordTable table, ViewingDays days) {
        this.table = table;
        this.days = days;
    }

    /** Returns the viewing as stored; empty if this is not for here. */
    Optional<Viewing> append(NewViewing viewing, Instant now) {
        if (viewing.startedAt() != null
                || viewing.deviceName() == null
                || viewing.deviceName().isBlank()) {
            return Optional.empty();
        }
        ViewingDocument alone =
                ViewingDocument.of(new RecordKey(viewing.userId(), days.dayOf(now)), ViewingDocument.EMPTY);
        Viewing stored = alone.append(viewing, now, Optional::empty);
        ViewingPath path = new ViewingPath(viewing.clientId(), viewing.serviceId());
        return table.append(alone, path, StoredViewing.probe(now), now) ? Optional.of(stored) : Optional.empty();
    }
}
