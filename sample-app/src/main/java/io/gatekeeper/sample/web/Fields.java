package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.sql.StorableText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Checks what was sent under the name it was sent by. The repository would refuse the same values, but by the names of
 * its own parameters.
 */
final class Fields {

    private static final int MINUTES_OF_A_DAY = 24 * 60;

    private Fields() {}

    static String key(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidFieldException(field, field + " is missing");
        }
        return storable(field, value, key -> StorableText.key(field, key));
    }

    /** A name for people, blank or null where there is none. It is as long as a key at most: it is stored with each day. */
    static @Nullable String name(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            return value;
        }
        return storable(field, value, name -> StorableText.key(field, name));
    }

    /** A moment that is named to be able to send a request again; null for now. */
    static @Nullable Instant instant(String field, @Nullable String value) {
        if (value == null) {
            return null;
        }
        try {
            return Instant.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidFieldException(field, field + " must be a moment such as 2026-03-17T10:00:00Z");
        }
    }

    static @Nullable Duration minutes(String field, @Nullable Integer value) {
        if (value == null) {
            return null;
        }
        if (value < 1) {
            throw new InvalidFieldException(field, field + " must be at least 1, or null for unlimited");
        }
        return Duration.ofMinutes(value);
    }

    static Duration someMinutes(String field, @Nullable Integer value) {
        if (value == null || value < 1 || value > MINUTES_OF_A_DAY) {
            throw new InvalidFieldException(field, field + " must be from 1 to " + MINUTES_OF_A_DAY);
        }
        return Duration.ofMinutes(value);
    }

    static LocalDate date(String field, @Nullable String value) {
        if (value == null) {
            throw new InvalidFieldException(field, field + " is missing");
        }
        try {
            return LocalDate.parse(value);
        } catch (DateTimeException e) {
            throw new InvalidFieldException(field, field + " must be a date such as 2026-03-17");
        }
    }

    /** What can be wrong with two dates is wrong with how {@code from} stands to {@code to}. */
    static UsageQuery days(String userId, LocalDate from, LocalDate to) {
        try {
            return UsageQuery.between(userId, from, to);
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException("from", String.valueOf(e.getMessage()));
        }
    }

    private static String storable(String field, String value, UnaryOperator<String> check) {
        try {
            return check.apply(value);
        } catch (IllegalArgumentException e) {
            throw new InvalidFieldException(field, String.valueOf(e.getMessage()));
        }
    }
}
