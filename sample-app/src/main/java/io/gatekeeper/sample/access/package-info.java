/**
 * Who may change something: the console's own page, on this machine or with the PIN. One filter decides, before anything
 * else looks at a request.
 */
@NullMarked
package io.gatekeeper.sample.access;

import org.jspecify.annotations.NullMarked;
