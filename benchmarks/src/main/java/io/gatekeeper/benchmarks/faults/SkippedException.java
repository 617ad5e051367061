package io.gatekeeper.benchmarks.faults;

/** Thrown where a fault cannot be made on this machine. */
final class SkippedException extends RuntimeException {

    private final String reason;

    SkippedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
