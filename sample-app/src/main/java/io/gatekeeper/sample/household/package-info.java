/** Who lives here, on which devices, with which services: configured, not recorded. */
@NullMarked
package io.gatekeeper.sample.household;

import org.jspecify.annotations.NullMarked;
