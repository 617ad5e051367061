package io.gatekeeper.benchmarks.contest;

/**
 * What one contender did in one turn.
 *
 * @param rate how many a second, all clients together
 * @param slowMicros what all but one in a hundred took at most
 * @param walBytes what each wrote to the server's log
 * @param cpuMicros processor time that each took in the JVM
 * @param allocatedBytes what each allocated in the JVM; zero where clients are virtual threads
 */
record Slice(double rate, double slowMicros, double walBytes, double cpuMicros, double allocatedBytes) {}
