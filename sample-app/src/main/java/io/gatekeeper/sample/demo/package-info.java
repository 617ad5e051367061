/** A month of plausible viewings, to look around with: made through the public API alone. */
@NullMarked
package io.gatekeeper.sample.demo;

import org.jspecify.annotations.NullMarked;
