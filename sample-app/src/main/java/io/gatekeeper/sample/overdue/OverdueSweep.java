package io.gatekeeper.sample.overdue;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.gate.GatedViewings;
import io.gatekeeper.sample.log.LogText;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Blocks what is past its due time, and ends it at that time. */
@Component
public class OverdueSweep {

    private static final Logger log = LoggerFactory.getLogger(OverdueSweep.class);

    private final GatedViewings viewings;

    OverdueSweep(GatedViewings viewings) {
        this.viewings = viewings;
    }

    /** Sweeps. Never throws: what fails now is tried again the next time, and nothing gets longer by that. */
    public void run() {
        try {
            viewings.findOverdue().forEach(this::end);
        } catch (RuntimeException e) {
            warn("Overdue viewings stay", e);
        }
    }

    /** One that fails does not keep the others open. */
    private void end(Viewing viewing) {
        try {
            viewings.endAtDueTime(viewing)
                    .ifPresent(ended -> log.info("Ended at its due time {}: {}", ended.endedAt(), describe(ended)));
        } catch (RuntimeException e) {
            warn(describe(viewing) + " stays", e);
        }
    }

    private static String describe(Viewing viewing) {
        return LogText.of(viewing.serviceId() + " of " + viewing.userId() + " on " + viewing.clientId());
    }

    private static void warn(String what, RuntimeException e) {
        log.warn("{} open until the next sweep: {}", what, LogText.of(e));
        log.debug("The sweep failed", e);
    }
}
