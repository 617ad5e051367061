/**
 * The JSON document of one record, as values and functions: parse, append, close, prune. Pure: knows the public values and a
 * JSON library, neither Spring nor JDBC.
 */
@NullMarked
package io.gatekeeper.db.internal.document;

import org.jspecify.annotations.NullMarked;
