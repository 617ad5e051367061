/**
 * What repositories of your own stand on: the database with its transactions, and the schema scripts. Knows Spring JDBC and
 * the names of {@code sql}, and nothing of viewings.
 */
@NullMarked
package io.gatekeeper.db.jdbc;

import org.jspecify.annotations.NullMarked;
