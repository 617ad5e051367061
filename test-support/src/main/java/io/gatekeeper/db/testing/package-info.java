/**
 * Support for tests, ours and those of applications: a slice, a PostgreSQL with a database per test context, a clock that
 * can be set, and a repository in memory. Knows the public API and the auto-configuration, and nothing of the inside.
 */
@NullMarked
package io.gatekeeper.db.testing;

import org.jspecify.annotations.NullMarked;
