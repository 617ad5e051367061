package io.gatekeeper.benchmarks.contest;

/** One way to do something, measured against others. */
public interface Contender {

    /** What the report calls it. */
    String name();

    /**
     * Puts in place what the next slice works on; not measured.
     *
     * @param clients how many clients there will be, numbered from zero
     */
    default void prepare(int clients) {}

    /**
     * Does it once.
     *
     * @param client which of the clients does it
     * @return whether there was anything left to do; if not, the client's slice is over
     */
    boolean run(int client);

    /** How many are done by one run, where that is a batch. */
    default int perRun() {
        return 1;
    }
}
