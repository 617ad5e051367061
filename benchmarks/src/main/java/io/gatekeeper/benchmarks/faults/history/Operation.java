package io.gatekeeper.benchmarks.faults.history;

/** What a caller asks for. */
public enum Operation {
    APPEND,
    APPEND_ALL,
    /** Appends within a transaction of the caller's. */
    TRANSACTION,
    /** Ends exactly one viewing. */
    CLOSE,
    /** Ends the latest viewing of a user, device and service. */
    CLOSE_LATEST,
    READ;

    public boolean appends() {
        return this == APPEND || this == APPEND_ALL || this == TRANSACTION;
    }

    public boolean closes() {
        return this == CLOSE || this == CLOSE_LATEST;
    }
}
