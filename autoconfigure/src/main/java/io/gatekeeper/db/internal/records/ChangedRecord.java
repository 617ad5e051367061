package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.ViewingDocument;
import java.time.Instant;

/**
 * A record to be written back.
 *
 * @param document its document
 * @param touched when it was changed; no viewing in it ends later
 */
record ChangedRecord(ViewingDocument document, Instant touched) {}
