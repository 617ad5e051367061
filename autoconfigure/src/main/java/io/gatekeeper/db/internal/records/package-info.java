/**
 * The table of records: the statements, and what a call of the repository makes of them. May use documents, schema and time,
 * and is the only room that turns one into the other.
 */
@NullMarked
package io.gatekeeper.db.internal.records;

import org.jspecify.annotations.NullMarked;
