package io.gatekeeper.sample.overdue;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.gate.GatedViewings;
import io.gatekeeper.sample.log.LogText;
import java.util.List;
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
            report(viewings.closeOverdue());
        } catch (RuntimeException e) {
            log.warn("Overdue viewings stay open until the next sweep: {}", LogText.of(e));
            log.debug("The sweep failed", e);
        }
    }

    private static void report(List<Viewing> ended) {
        for (Viewing viewing : ended) {
            log.info(
                    "Ended at its due time {}: {} of {} on {}",
                    viewing.endedAt(),
                    LogText.of(viewing.serviceId()),
                    LogText.of(viewing.userId()),
                    LogText.of(viewing.clientId()));
        }
    }
}
