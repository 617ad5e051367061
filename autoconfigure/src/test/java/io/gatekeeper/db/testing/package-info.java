/** What the tests stand on: one PostgreSQL per JVM with a database per test context, and a clock that can be set. */
@NullMarked
package io.gatekeeper.db.testing;

import org.jspecify.annotations.NullMarked;
