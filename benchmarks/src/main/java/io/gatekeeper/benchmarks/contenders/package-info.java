/** What is measured: our repository as an application gets it, and what it is measured against. */
@NullMarked
package io.gatekeeper.benchmarks.contenders;

import org.jspecify.annotations.NullMarked;
