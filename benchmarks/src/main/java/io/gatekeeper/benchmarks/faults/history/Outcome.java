package io.gatekeeper.benchmarks.faults.history;

/** What a caller knows after a call. */
public enum Outcome {
    /** It was acknowledged. */
    OK,
    /** It failed, and has changed nothing. */
    FAIL,
    /** It failed, and may have taken place or not. */
    UNKNOWN,
    /** It was acknowledged, and the answer is not what it must be. */
    WRONG
}
