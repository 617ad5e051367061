/**
 * How viewings are stored: the document, the days, the SQL, and the schema. Only {@link ViewRecordStore} is public, for
 * the auto-configuration.
 */
@NullMarked
package io.gatekeeper.db.jdbc;

import org.jspecify.annotations.NullMarked;
