package io.gatekeeper.db.jdbc;

import java.time.Instant;

/**
 * A record to be written back.
 *
 * @param document its document
 * @param touched when it was changed; no viewing in it ends later
 */
record ChangedRecord(ViewingDocument document, Instant touched) {}
