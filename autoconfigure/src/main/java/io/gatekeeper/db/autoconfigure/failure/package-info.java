/**
 * Failures that explain themselves: what is wrong when the application starts or asks for a connection, and what to write
 * instead. Knows Spring Boot's failure analysis, and nothing of the other packages but {@code jdbc}.
 */
@NullMarked
package io.gatekeeper.db.autoconfigure.failure;

import org.jspecify.annotations.NullMarked;
