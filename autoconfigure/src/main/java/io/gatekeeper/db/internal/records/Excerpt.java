package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import java.util.List;

/**
 * Some viewings of a record, sent without the rest of its document.
 *
 * @param key which record it is
 * @param supported whether its document is of a version that is known here
 * @param viewings those that were asked for
 */
record Excerpt(RecordKey key, boolean supported, List<StoredViewing> viewings) {}
