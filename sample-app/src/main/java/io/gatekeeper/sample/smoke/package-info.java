/**
 * A scripted day, played through the console's own API against whatever database is configured: {@code SmokeRun} starts
 * and ends the console, {@code ScriptedDay} and {@code ScriptedSituations} are the scripts with the figures that are right,
 * {@code Report} says what came out. Nothing outside of this package depends on it but {@code main}.
 */
@NullMarked
package io.gatekeeper.sample.smoke;

import org.jspecify.annotations.NullMarked;
