/**
 * A PostgreSQL that comes with the console, for where no server is configured. It reaches the library through
 * {@link io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails} alone.
 */
@NullMarked
package io.gatekeeper.sample.postgres;

import org.jspecify.annotations.NullMarked;
