package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import java.util.Map;

/**
 * The append of one viewing as it is sent.
 *
 * @param statement the statement
 * @param key the record that it is appended to
 * @param parameters the statement's parameters, by name
 */
record AppendStatement(NamedStatement statement, RecordKey key, Map<String, Object> parameters) {}
