/** What callers asked for and were told, call by call: written down while it happens, and read when it is over. */
@NullMarked
package io.gatekeeper.benchmarks.faults.history;

import org.jspecify.annotations.NullMarked;
