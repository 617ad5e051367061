/**
 * Between the records and whatever filters the network: a port, an adapter for AdGuard Home, one that does nothing, and
 * the order in which the two are changed, so that nothing stays open that no record knows of.
 */
@NullMarked
package io.gatekeeper.sample.gate;

import org.jspecify.annotations.NullMarked;
