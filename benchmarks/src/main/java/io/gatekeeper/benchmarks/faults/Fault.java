package io.gatekeeper.benchmarks.faults;

/**
 * A fault under load.
 *
 * @param name by which it is chosen
 * @param what is done, for the report
 * @param script does it
 */
record Fault(String name, String what, Script script) {

    /** Sets the scene, starts the load, breaks something, and heals it. */
    @FunctionalInterface
    interface Script {

        void play(Scene scene) throws Exception;
    }
}
