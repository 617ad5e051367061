/** The documentation, held to its word. */
@NullMarked
package io.gatekeeper.db.docs;

import org.jspecify.annotations.NullMarked;
