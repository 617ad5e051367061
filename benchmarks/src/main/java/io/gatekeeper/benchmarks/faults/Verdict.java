package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.benchmarks.faults.check.Findings;
import io.gatekeeper.benchmarks.faults.check.Waiting;
import io.gatekeeper.benchmarks.faults.history.Call;
import io.gatekeeper.benchmarks.faults.history.Outcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What came of a fault.
 *
 * @param recoveryExpected whether the fault was over at a moment
 * @param unknownExpected whether some outcomes must have been unknown
 */
record Verdict(
        List<Call> calls, Findings findings, Waiting waiting, boolean recoveryExpected, boolean unknownExpected) {

    long count(Outcome outcome) {
        return calls.stream().filter(call -> call.outcome() == outcome).count();
    }

    Duration longestCall() {
        return waiting.longest().map(Call::length).orElse(Duration.ZERO);
    }

    /**
     * Says what is not as it must be.
     *
     * @param timed whether a call that took too long is among it
     */
    List<String> complaints(boolean timed) {
        List<String> complaints = new ArrayList<>(findings.examples());
        waiting.longest()
                .filter(call -> timed && call.length().compareTo(Limits.CALL) > 0)
                .ifPresent(call -> complaints.add("too long: " + call));
        if (count(Outcome.OK) == 0) {
            complaints.add("nothing was acknowledged");
        }
        if (recoveryExpected && waiting.recovery().isEmpty()) {
            complaints.add("one of the processes did not recover");
        }
        if (unknownExpected && count(Outcome.UNKNOWN) == 0) {
            complaints.add("no outcome was unknown, so nothing was cut where it matters");
        }
        return complaints;
    }
}
