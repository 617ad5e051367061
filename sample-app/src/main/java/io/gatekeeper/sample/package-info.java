/**
 * A small parental-control console on the gatekeeper's starter. {@code web} is its API, {@code access} decides who may
 * change something, {@code gate} opens and shuts the filter together with the records and ends what is overdue,
 * {@code household} is who lives here, {@code limits} a table of its own, {@code legacy} brings the Python service's history
 * along, {@code postgres} is the database that comes along where none is configured, {@code log} what may stand in a log
 * line, {@code demo} a month to look around in, {@code smoke} scripts that prove that all of it works.
 */
@NullMarked
package io.gatekeeper.sample;

import org.jspecify.annotations.NullMarked;
