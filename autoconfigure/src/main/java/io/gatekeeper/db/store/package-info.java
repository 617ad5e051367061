/**
 * The repository put together by hand, and what can be laid around it: observed, tolerant of outages, recording off. Sees
 * everything but the auto-configuration, which builds its beans here.
 */
@NullMarked
package io.gatekeeper.db.store;

import org.jspecify.annotations.NullMarked;
