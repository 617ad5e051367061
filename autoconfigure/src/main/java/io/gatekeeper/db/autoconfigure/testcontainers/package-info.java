/**
 * Connection details from a container of Testcontainers. Loaded only where an application has that library; knows the
 * auto-configuration's connection details and nothing else of ours.
 */
@NullMarked
package io.gatekeeper.db.autoconfigure.testcontainers;

import org.jspecify.annotations.NullMarked;
