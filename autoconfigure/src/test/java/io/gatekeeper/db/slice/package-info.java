/** An application around {@link io.gatekeeper.db.testing.GatekeeperTest}, which would scan and configure everything. */
@NullMarked
package io.gatekeeper.db.slice;

import org.jspecify.annotations.NullMarked;
