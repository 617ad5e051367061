/**
 * Servers that are made to be broken: a PostgreSQL that is killed or frozen, a primary with its standby, proxies that are
 * cut, fall silent or lose what one side says, servers that hang up or reject whoever connects, and poolers. They know the
 * network, and nothing of the library.
 */
@NullMarked
package io.gatekeeper.db.servers;

import org.jspecify.annotations.NullMarked;
