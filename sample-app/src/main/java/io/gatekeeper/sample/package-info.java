/**
 * A small parental-control console on the gatekeeper's starter. {@code web} is its API, {@code limits} a table of its own,
 * {@code overdue} ends what nobody ends by hand, {@code legacy} brings the Python service's history along,
 * {@code postgres} is the database that comes along where none is configured. {@code smoke} comes last: a scripted day that
 * proves that all of it works, and that none of it knows.
 */
@NullMarked
package io.gatekeeper.sample;

import org.jspecify.annotations.NullMarked;
