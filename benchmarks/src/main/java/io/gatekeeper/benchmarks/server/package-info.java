/** The PostgreSQL that is measured, and what can be seen of it from outside. */
@NullMarked
package io.gatekeeper.benchmarks.server;

import org.jspecify.annotations.NullMarked;
