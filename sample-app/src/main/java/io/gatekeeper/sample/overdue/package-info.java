/** Ends what is past its due time: once the console is ready, for what fell due while it was down, and from then on. */
@NullMarked
package io.gatekeeper.sample.overdue;

import org.jspecify.annotations.NullMarked;
