/**
 * Spring Boot's part: properties, connection details, the {@code DataSource} and the schedule. May
 * use every other package; none of them may use this one.
 */
@NullMarked
package io.gatekeeper.db.autoconfigure;

import org.jspecify.annotations.NullMarked;
