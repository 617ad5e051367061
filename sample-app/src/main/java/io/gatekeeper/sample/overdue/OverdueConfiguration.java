package io.gatekeeper.sample.overdue;

import java.time.Duration;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Sweeps as soon as the console is ready, and then time and again. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@EnableConfigurationProperties(OverdueProperties.class)
class OverdueConfiguration implements SchedulingConfigurer {

    private final OverdueSweep sweep;
    private final OverdueProperties properties;

    OverdueConfiguration(OverdueSweep sweep, OverdueProperties properties) {
        this.sweep = sweep;
        this.properties = properties;
    }

    /** After whatever else happens at start-up, an import included. */
    @EventListener(ApplicationReadyEvent.class)
    void sweepOnceReady() {
        if (properties.isSweeping()) {
            sweep.run();
        }
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar schedule) {
        if (properties.isSweeping()) {
            Duration every = properties.closeOverdueEvery();
            schedule.addFixedDelayTask(new IntervalTask(sweep::run, every, every));
        }
    }
}
