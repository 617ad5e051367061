package io.gatekeeper.sample.overdue;

import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Sweeps as soon as the console is ready, and then time and again; never where the time between two sweeps is zero. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class OverdueSchedule implements SchedulingConfigurer {

    private final OverdueSweep sweep;
    private final Duration every;

    OverdueSchedule(OverdueSweep sweep, @Value("${sample.close-overdue-every:1m}") Duration every) {
        if (every.isNegative()) {
            throw new IllegalArgumentException("sample.close-overdue-every must not be negative");
        }
        this.sweep = sweep;
        this.every = every;
    }

    /** After whatever else happens at start-up, an import included. */
    @EventListener(ApplicationReadyEvent.class)
    void sweepOnceReady() {
        if (!every.isZero()) {
            sweep.run();
        }
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar schedule) {
        if (!every.isZero()) {
            schedule.addFixedDelayTask(new IntervalTask(sweep::run, every, every));
        }
    }
}
