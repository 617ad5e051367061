package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.failure.InvalidGatekeeperPropertiesException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What is to be done again and again, as it was written.
 *
 * @param closeOverdueEvery How often viewings that are past their due time are ended, such as 1m. Never unless set.
 * @param longestViewing How long an unlimited viewing may last before it is ended with the overdue ones, such as 12h. For
 *     ever unless set.
 * @param keepFor How long viewings are kept after their end, such as 400d; looked after once a day. For ever unless set.
 */
@ConfigurationProperties("gatekeeper.db")
record ScheduleProperties(
        @Nullable Duration closeOverdueEvery,
        @Nullable Duration longestViewing,
        @Nullable Duration keepFor) {

    /**
     * Checks what was written.
     *
     * @param poolOfOne whether there is one connection in all
     * @throws InvalidGatekeeperPropertiesException if something cannot be used, naming all of it
     */
    ScheduleProperties valid(boolean poolOfOne) {
        PropertyParser parser = new PropertyParser();
        atLeast(Duration.ofSeconds(1), "close-overdue-every", closeOverdueEvery, parser);
        atLeast(Duration.ofMinutes(1), "longest-viewing", longestViewing, parser);
        atLeast(Duration.ofDays(1), "keep-for", keepFor, parser);
        if (longestViewing != null && closeOverdueEvery == null) {
            parser.required("close-overdue-every", null, "how often what has run for longest-viewing is looked for");
        }
        if (poolOfOne) {
            refuse("close-overdue-every", closeOverdueEvery, parser);
            refuse("keep-for", keepFor, parser);
        }
        parser.report();
        return this;
    }

    private static void refuse(String property, @Nullable Duration value, PropertyParser parser) {
        if (value != null) {
            String demand =
                    "left out where the pool has one connection: a sweep holds its lock on one, and works on another";
            parser.require(false, property, value, demand);
        }
    }

    private static void atLeast(Duration least, String property, @Nullable Duration value, PropertyParser parser) {
        if (value != null) {
            parser.require(value.compareTo(least) >= 0, property, value, "at least " + PropertyParser.written(least));
        }
    }
}
