/** Who lives here, on which devices, with which services, and when their days begin: configured, not recorded. */
@NullMarked
package io.gatekeeper.sample.household;

import org.jspecify.annotations.NullMarked;
