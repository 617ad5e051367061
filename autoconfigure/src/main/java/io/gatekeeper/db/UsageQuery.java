package io.gatekeeper.db;

import io.gatekeeper.db.sql.StorableText;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import org.jspecify.annotations.Nullable;

/**
 * Whose usage is asked for, and of which days.
 *
 * @param userId who watches
 * @param from the first day
 * @param to the last day, itself included; at most 3,660 days in all
 * @param clientId the only device that counts; null for all of them
 * @param includeOpen whether viewings that have not ended count, as far as they have come
 */
public record UsageQuery(
        String userId,
        LocalDate from,
        LocalDate to,
        @Nullable String clientId,
        boolean includeOpen) {

    private static final long MOST_DAYS = 3_660;
    private static final int LAST_YEAR = 9_998;

    /**
     * Checks the query.
     *
     * @throws IllegalArgumentException if an id cannot be one, the first day is after the last, there are too many, or one is
     *     beyond the calendar of years with four digits
     */
    public UsageQuery {
        StorableText.key("userId", userId);
        if (clientId != null) {
            StorableText.key("clientId", clientId);
        }
        if (from.isAfter(to)) {
            throw new IllegalArgumentException("from must not be after to: " + from + " > " + to);
        }
        if (from.getYear() < 1 || to.getYear() > LAST_YEAR) {
            throw new IllegalArgumentException(
                    "from and to must lie in the years 1 to " + LAST_YEAR + ": " + from + ", " + to);
        }
        if (ChronoUnit.DAYS.between(from, to) >= MOST_DAYS) {
            throw new IllegalArgumentException(
                    "from and to must span at most " + MOST_DAYS + " days: " + from + ", " + to);
        }
    }

    /**
     * Asks for one day, on all devices, open viewings included.
     *
     * @param userId who watches
     * @param day the day
     * @return the query
     * @throws IllegalArgumentException if the user's id cannot be one
     */
    public static UsageQuery of(String userId, LocalDate day) {
        return between(userId, day, day);
    }

    /**
     * Asks for some days, on all devices, open viewings included.
     *
     * @param userId who watches
     * @param from the first day
     * @param to the last day, itself included
     * @return the query
     * @throws IllegalArgumentException if the user's id cannot be one, the first day is after the last, or there are more
     *     than 3,660
     */
    public static UsageQuery between(String userId, LocalDate from, LocalDate to) {
        return new UsageQuery(userId, from, to, null, true);
    }

    /**
     * Asks for the week that holds a day, on all devices, open viewings included.
     *
     * @param userId who watches
     * @param anyDay a day of that week
     * @param first the day on which weeks begin, as {@link java.time.temporal.WeekFields} knows it of a locale
     * @return the query of seven days
     * @throws IllegalArgumentException if the user's id cannot be one
     */
    public static UsageQuery week(String userId, LocalDate anyDay, DayOfWeek first) {
        LocalDate from = anyDay.with(TemporalAdjusters.previousOrSame(first));
        return between(userId, from, from.plusDays(6));
    }

    /**
     * Asks for a month, on all devices, open viewings included.
     *
     * @param userId who watches
     * @param month the month
     * @return the query of its days
     * @throws IllegalArgumentException if the user's id cannot be one
     */
    public static UsageQuery month(String userId, YearMonth month) {
        return between(userId, month.atDay(1), month.atEndOfMonth());
    }

    /**
     * Asks for the same on one device.
     *
     * @param clientId the device's id
     * @return the query
     * @throws IllegalArgumentException if the id cannot be one
     */
    public UsageQuery onDevice(String clientId) {
        return new UsageQuery(userId, from, to, clientId, includeOpen);
    }

    /**
     * Asks for the same without open viewings.
     *
     * @return the query
     */
    public UsageQuery closedOnly() {
        return new UsageQuery(userId, from, to, clientId, false);
    }
}
