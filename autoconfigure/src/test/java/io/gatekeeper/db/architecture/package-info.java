/** Rules that the whole code base keeps. */
@NullMarked
package io.gatekeeper.db.architecture;

import org.jspecify.annotations.NullMarked;
