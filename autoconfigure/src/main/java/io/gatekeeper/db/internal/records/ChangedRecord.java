package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.time.Instant;

/**
 * A record to be written.
 *
 * @param document its document
 * @param updatedAt when it was changed; no viewing in it ends later
 */
record ChangedRecord(ViewingDocument document, Instant updatedAt) {

    RecordKey key() {
        return document.key();
    }

    /** {@return of two changes of a record the later one} */
    static ChangedRecord later(ChangedRecord one, ChangedRecord other) {
        return one.updatedAt.isAfter(other.updatedAt) ? one : other;
    }
}
