/**
 * The servers that tests make at home: a proxy that can be cut, a server that rejects connections, one that loses
 * acknowledgements, poolers, a standby.
 */
@NullMarked
package io.gatekeeper.db.servers;

import org.jspecify.annotations.NullMarked;
