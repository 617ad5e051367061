/**
 * Support for tests, ours and those of applications: a slice, a PostgreSQL with a database per test context, and a clock
 * that can be set. Published as a jar of its own, with the classifier {@code test-support}.
 */
@NullMarked
package io.gatekeeper.db.testing;

import org.jspecify.annotations.NullMarked;
