/** How to measure things fairly on a noisy machine: in short slices, in turns. Knows nothing of what is measured. */
@NullMarked
package io.gatekeeper.benchmarks.contest;

import org.jspecify.annotations.NullMarked;
