package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.sql.StorableText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was sent under the name it was sent by. The repository would refuse the same values, but by the names of
 * its own parameters.
 */
final class Fields {

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private Fields() {}

    static String key(String field, @Nullable String value) {
        String key = present(field, value);
        return usable(field, () -> StorableText.key(field, key));
    }

    /** A name for people, blank or null where there is none. It is as long as a key at most: it is stored with each day. */
    static @Nullable String name(String field, @Nullable String value) {
        return value == null || value.isBlank() ? value : key(field, value);
    }

    /** A moment, or a time of the household. */
    static Instant instant(String field, String time, ZoneId zone) {
        try {
            TemporalAccessor parsed =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(time, Instant::from, LocalDateTime::from);
            return parsed instanceof LocalDateTime local ? local.atZone(zone).toInstant() : Instant.from(parsed);
        } catch (DateTimeException e) {
            throw new InvalidFieldException(
                    field, field + " must be a moment such as 2026-03-17T10:00:00Z, or as 2026-03-17T11:00 in " + zone);
        }
    }

    static @Nullable Duration minutesOrNull(String field, @Nullable Integer value) {
        if (value != null && value < 1) {
            throw new InvalidFieldException(field, field + " must be at least 1, or null for unlimited");
        }
        return value == null ? null : Duration.ofMinutes(value);
    }

    static int minutes(String field, @Nullable Integer value, int atLeast) {
        if (value == null || value < atLeast || value > MINUTES_OF_A_DAY) {
            throw new InvalidFieldException(field, field + " must be from " + atLeast + " to " + MINUTES_OF_A_DAY);
        }
        return value;
    }

    /** What can be wrong with two dates is wrong with how {@code from} stands to {@code to}. */
    static UsageQuery days(String user, LocalDate from, LocalDate to) {
        String userId = key("user", user);
        return usable("from", () -> UsageQuery.between(userId, from, to));
    }

    /** Calls the library, and blames the field for what it refuses. */
    static <T> T usable(String field, Supplier<T> call) {
        try {
            return call.get();
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException(field, String.valueOf(e.getMessage()));
        }
    }

    static <T> T present(String field, @Nullable T value) {
        if (value == null) {
            throw new InvalidFieldException(field, field + " is missing");
        }
        return value;
    }
}
