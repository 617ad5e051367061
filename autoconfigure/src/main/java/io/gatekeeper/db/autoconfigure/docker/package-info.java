/**
 * Connection details from a service of Docker Compose. Loaded only where an application has Spring Boot's support of it; knows
 * the auto-configuration's connection details and nothing else of ours.
 */
@NullMarked
package io.gatekeeper.db.autoconfigure.docker;

import org.jspecify.annotations.NullMarked;
