/**
 * Names and text that may stand in SQL: values of these types cannot hold anything illegal. Depends on nothing else
 * here.
 */
@NullMarked
package io.gatekeeper.db.sql;

import org.jspecify.annotations.NullMarked;
