/**
 * The health of the databases in an outage. Loaded only where an application has Spring Boot 4's health; knows the qualifier
 * of our {@code DataSource}, and the store.
 */
@NullMarked
package io.gatekeeper.db.autoconfigure.health;

import org.jspecify.annotations.NullMarked;
