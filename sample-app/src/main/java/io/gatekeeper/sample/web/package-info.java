/** The console's API: JSON in, checked values to the repository, JSON or a problem that names the field out. */
@NullMarked
package io.gatekeeper.sample.web;

import org.jspecify.annotations.NullMarked;
