/**
 * Viewings and where they are kept: the repository, its values and its exceptions, and what one's own repositories are
 * built from. Knows Spring JDBC, neither Spring Boot nor a JSON library.
 */
@NullMarked
package io.gatekeeper.db;

import org.jspecify.annotations.NullMarked;
