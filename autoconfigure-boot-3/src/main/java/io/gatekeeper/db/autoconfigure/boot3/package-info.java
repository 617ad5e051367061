/**
 * What is the same as elsewhere but for the packages of Spring Boot 3. Loaded only there.
 */
@NullMarked
package io.gatekeeper.db.autoconfigure.boot3;

import org.jspecify.annotations.NullMarked;
