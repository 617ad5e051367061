/**
 * The schema in the database: what is there, what is missing, and how it is created. Knows the names and definitions of our
 * relations, and nothing of what a document holds.
 */
@NullMarked
package io.gatekeeper.db.internal.schema;

import org.jspecify.annotations.NullMarked;
