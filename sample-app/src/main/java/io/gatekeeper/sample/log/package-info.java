/** What of a request may stand in a log line. */
@NullMarked
package io.gatekeeper.sample.log;

import org.jspecify.annotations.NullMarked;
