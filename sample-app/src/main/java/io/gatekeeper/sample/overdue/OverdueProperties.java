package io.gatekeeper.sample.overdue;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When overdue viewings are ended.
 *
 * @param closeOverdueEvery Time between two sweeps for overdue viewings. Zero for none, not even at start-up.
 */
@ConfigurationProperties("sample")
record OverdueProperties(@DefaultValue("1m") Duration closeOverdueEvery) {

    OverdueProperties {
        if (closeOverdueEvery.isNegative()) {
            throw new IllegalArgumentException("sample.close-overdue-every must not be negative");
        }
    }

    boolean isSweeping() {
        return !closeOverdueEvery.isZero();
    }
}
