/**
 * When viewings took place and how long that was: intervals, their union, cut at the bounds of days. Pure: knows the public
 * values only.
 */
@NullMarked
package io.gatekeeper.db.internal.time;

import org.jspecify.annotations.NullMarked;
