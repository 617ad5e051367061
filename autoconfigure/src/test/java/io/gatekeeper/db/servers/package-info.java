/**
 * The servers that tests make at home: a proxy that can be cut, one that loses acknowledgements, servers that hang up or
 * reject whoever connects, poolers, and a primary with its standby. They know the network, and nothing of the library.
 */
@NullMarked
package io.gatekeeper.db.servers;

import org.jspecify.annotations.NullMarked;
