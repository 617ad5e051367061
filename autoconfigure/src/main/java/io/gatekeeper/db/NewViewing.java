package io.gatekeeper.db;

import io.gatekeeper.db.sql.StorableText;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A viewing that starts. Ids are not blank, have at most 255 bytes in UTF-8, and hold neither U+0000 nor half of a
 * surrogate pair.
 *
 * @param userId who watches
 * @param clientId the device's id
 * @param deviceName the device's name for people, at most 255 bytes in UTF-8; null or blank leaves the stored name as it
 *     is, and a device without any gets its client id
 * @param serviceId what is watched
 * @param requested for how long, in whole minutes, at least one; null for as long as it takes
 * @param startedAt when it starts, truncated to microseconds; null for the moment it is appended. Set it to be able to
 *     retry an append after any failure
 * @param endedAt when it ended, truncated to microseconds; null for one that is not over
 */
public record NewViewing(
        String userId,
        String clientId,
        @Nullable String deviceName,
        String serviceId,
        @Nullable Duration requested,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    /** How far ahead of the repository's clock that of a caller who sets the start may be. */
    public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(1);

    /**
     * Checks what does not depend on the time of day.
     *
     * @throws IllegalArgumentException if an id, the device name, the requested duration or the end is not as described
     */
    public NewViewing {
        StorableText.key("userId", userId);
        StorableText.key("clientId", clientId);
        StorableText.key("serviceId", serviceId);
        if (deviceName != null) {
            StorableText.name("deviceName", deviceName);
        }
        if (requested != null) {
            checkWholeMinutes(requested);
        }
        if (startedAt != null) {
            startedAt = startedAt.truncatedTo(ChronoUnit.MICROS);
        }
        if (endedAt != null) {
            endedAt = endedAt.truncatedTo(ChronoUnit.MICROS);
            checkOrder(startedAt, endedAt);
        }
    }

    /**
     * A viewing that starts.
     *
     * @param userId who watches
     * @param clientId the device's id
     * @param deviceName the device's name for people, or null
     * @param serviceId what is watched
     * @param requested for how long, or null
     * @param startedAt when it starts, or null
     * @throws IllegalArgumentException if a value is not as the record describes it
     */
    public NewViewing(
            String userId,
            String clientId,
            @Nullable String deviceName,
            String serviceId,
            @Nullable Duration requested,
            @Nullable Instant startedAt) {
        this(userId, clientId, deviceName, serviceId, requested, startedAt, null);
    }

    /**
     * A viewing with an end in sight, starting when it is appended.
     *
     * @param userId who watches
     * @param clientId the device's id
     * @param deviceName the device's name for people
     * @param serviceId what is watched
     * @param requested for how long, in whole minutes, at least one
     * @return the viewing to append
     * @throws IllegalArgumentException if a value is not as the record describes it
     */
    public static NewViewing timed(
            String userId, String clientId, String deviceName, String serviceId, Duration requested) {
        return new NewViewing(userId, clientId, deviceName, serviceId, requested, null);
    }

    /**
     * A viewing that lasts until it is closed, starting when it is appended.
     *
     * @param userId who watches
     * @param clientId the device's id
     * @param deviceName the device's name for people
     * @param serviceId what is watched
     * @return the viewing to append
     * @throws IllegalArgumentException if a value is not as the record describes it
     */
    public static NewViewing unlimited(String userId, String clientId, String deviceName, String serviceId) {
        return new NewViewing(userId, clientId, deviceName, serviceId, null, null);
    }

    /**
     * The same viewing with a start of its own.
     *
     * @param startedAt when it starts; between 1970 and one minute ahead of the clock when it is appended
     * @return the viewing to append
     */
    public NewViewing startingAt(Instant startedAt) {
        return new NewViewing(userId, clientId, deviceName, serviceId, requested, startedAt, endedAt);
    }

    /**
     * The same viewing, over: a past one, stored as ended with its whole seconds. Where it is stored as open it is ended so;
     * where it is stored as ended it stays as it is.
     *
     * @param endedAt when it ended; not before its start, and not after the clock's now when it is appended
     * @return the viewing to append
     * @throws IllegalArgumentException if it has no start of its own yet, or would end before that
     */
    public NewViewing endingAt(Instant endedAt) {
        return new NewViewing(userId, clientId, deviceName, serviceId, requested, startedAt, endedAt);
    }

    private static void checkOrder(@Nullable Instant startedAt, Instant endedAt) {
        if (startedAt == null) {
            throw new IllegalArgumentException("endedAt needs a start: call startingAt first");
        }
        if (endedAt.isBefore(startedAt)) {
            throw new IllegalArgumentException("endedAt must not be before startedAt: " + endedAt + " < " + startedAt);
        }
    }

    private static void checkWholeMinutes(Duration requested) {
        if (requested.compareTo(Duration.ofMinutes(1)) < 0
                || requested.compareTo(Duration.ofMinutes(Integer.MAX_VALUE)) > 0
                || !requested.equals(requested.truncatedTo(ChronoUnit.MINUTES))) {
            throw new IllegalArgumentException("requested must be whole minutes, from 1 to " + Integer.MAX_VALUE
                    + ", or null for unlimited; was: " + requested);
        }
    }
}
