/**
 * The import of the Python service's history: its table, its documents, and what becomes of each viewing. Writes through the
 * records alone.
 */
@NullMarked
package io.gatekeeper.db.internal.legacy;

import org.jspecify.annotations.NullMarked;
