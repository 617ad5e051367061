/** The callers: two processes with an application and many threads each, which use the repository as its pages tell. */
@NullMarked
package io.gatekeeper.benchmarks.faults.load;

import org.jspecify.annotations.NullMarked;
