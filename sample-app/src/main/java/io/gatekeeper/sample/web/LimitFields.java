package io.gatekeeper.sample.web;

import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks limits as they were sent: minutes by weekday, by service. */
final class LimitFields {

    private static final int MINUTES_OF_A_DAY = 24 * 60;
    private static final int MAX_SERVICES = 200;

    private LimitFields() {}

    static Map<String, Map<DayOfWeek, Integer>> checked(Map<String, @Nullable Map<String, @Nullable Integer>> wanted) {
        if (wanted.size() > MAX_SERVICES) {
            throw new InvalidFieldException(
                    "body", "The body must have limits for at most " + MAX_SERVICES + " services");
        }
        Map<String, Map<DayOfWeek, Integer>> limits = new HashMap<>();
        wanted.forEach((service, week) -> limits.put(Fields.key("service", service), week(service, week)));
        return limits;
    }

    private static Map<DayOfWeek, Integer> week(String service, @Nullable Map<String, @Nullable Integer> wanted) {
        if (wanted == null) {
            throw new InvalidFieldException(service, service + " must be an object of minutes by weekday");
        }
        Map<DayOfWeek, Integer> week = new EnumMap<>(DayOfWeek.class);
        wanted.forEach((day, minutes) -> week.put(weekday(service, day), minutes(service + "." + day, minutes)));
        return week;
    }

    private static DayOfWeek weekday(String service, String day) {
        try {
            return DayOfWeek.valueOf(day);
        } catch (IllegalArgumentException e) {
            String field = service + "." + day;
            throw new InvalidFieldException(field, field + " is not a weekday such as MONDAY");
        }
    }

    private static int minutes(String field, @Nullable Integer minutes) {
        if (minutes == null || minutes < 0 || minutes > MINUTES_OF_A_DAY) {
            throw new InvalidFieldException(field, field + " must be from 0 to " + MINUTES_OF_A_DAY);
        }
        return minutes;
    }
}
