/** Other ways to keep viewings, which do the same work and must give the same answers: what an application would do itself. */
@NullMarked
package io.gatekeeper.benchmarks.rivals;

import org.jspecify.annotations.NullMarked;
