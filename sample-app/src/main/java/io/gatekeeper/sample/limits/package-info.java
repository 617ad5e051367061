/**
 * How long a user may watch a service, by weekday: a JSONB table of the console's own, beside the gatekeeper's and in its
 * pattern. Knows nothing of HTTP.
 */
@NullMarked
package io.gatekeeper.sample.limits;

import org.jspecify.annotations.NullMarked;
