/**
 * A scripted day, played through the console's own API against whatever database is configured: {@code smoke/*.txt} are
 * the scripts with the figures that are right, {@code SmokeRun} plays them and says what came out, {@code SmokeRunListener}
 * has Spring Boot do so at a start with {@code --smoke}. No other package depends on this one.
 */
@NullMarked
package io.gatekeeper.sample.smoke;

import org.jspecify.annotations.NullMarked;
