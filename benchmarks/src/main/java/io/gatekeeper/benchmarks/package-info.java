/** The benchmarks: what is measured in which order, and how it is reported. */
@NullMarked
package io.gatekeeper.benchmarks;

import org.jspecify.annotations.NullMarked;
