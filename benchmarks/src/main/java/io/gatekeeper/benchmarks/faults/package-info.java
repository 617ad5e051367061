/**
 * The faults: what is done to servers, networks and callers while viewings are recorded, and whether what was acknowledged is
 * stored afterwards, once. {@code load} calls, {@code history} is what it was told, {@code check} compares.
 */
@NullMarked
package io.gatekeeper.benchmarks.faults;

import org.jspecify.annotations.NullMarked;
