/** Holds what callers were told against what is stored. Knows neither the faults nor the library. */
@NullMarked
package io.gatekeeper.benchmarks.faults.check;

import org.jspecify.annotations.NullMarked;
