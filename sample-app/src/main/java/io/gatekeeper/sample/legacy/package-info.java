/** Brings the history of the Python service along at start-up, where one is named. */
@NullMarked
package io.gatekeeper.sample.legacy;

import org.jspecify.annotations.NullMarked;
