package io.gatekeeper.sample.gate;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.log.LogText;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/**
 * Blocks what is past its due time, and ends it at that time: once the console is ready, for what fell due while it was
 * down, and then time and again; never by itself where the time between two sweeps is zero.
 */
@Component
@EnableScheduling
public class OverdueSweep implements SchedulingConfigurer {

    private static final Logger log = LoggerFactory.getLogger(OverdueSweep.class);

    private final GatedViewings viewings;
    private final Duration every;

    OverdueSweep(GatedViewings viewings, @Value("${sample.close-overdue-every:1m}") Duration every) {
        if (every.isNegative()) {
            throw new IllegalArgumentException("sample.close-overdue-every must not be negative");
        }
        this.viewings = viewings;
        this.every = every;
    }

    /** Sweeps. Never throws: what fails now is tried again the next time, and nothing gets longer by that. */
    public void run() {
        try {
            viewings.findOverdue().forEach(this::end);
        } catch (RuntimeException e) {
            warn("Overdue viewings stay", e);
        }
    }

    /** After whatever else happens at start-up, an import included. */
    @EventListener(ApplicationReadyEvent.class)
    void runOnceReady() {
        if (!every.isZero()) {
            run();
        }
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar schedule) {
        if (!every.isZero()) {
            schedule.addFixedDelayTask(new IntervalTask(this::run, every, every));
        }
    }

    /** One that fails does not keep the others open. */
    private void end(Viewing viewing) {
        String what = LogText.of(viewing.serviceId() + " of " + viewing.userId() + " on " + viewing.clientId());
        try {
            viewings.endAtDueTime(viewing)
                    .ifPresent(ended -> log.info("Ended at its due time {}: {}", ended.endedAt(), what));
        } catch (RuntimeException e) {
            warn(what + " stays", e);
        }
    }

    private static void warn(String what, RuntimeException e) {
        log.warn("{} open until the next sweep: {}", what, LogText.of(e));
        log.debug("The sweep failed", e);
    }
}
