package io.gatekeeper.db;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A viewing as it is stored.
 *
 * @param userId who watches
 * @param clientId the device's id
 * @param deviceName the device's name for people; its client id where none is known
 * @param serviceId what is watched
 * @param startedAt when it started, to the microsecond
 * @param requested for how long it was allowed, in whole minutes; null for unlimited
 * @param endedAt when it ended, to the microsecond; null while it is open
 * @param watched the recorded length in whole seconds; null while it is open, and where none could be recorded
 */
public record Viewing(
        String userId,
        String clientId,
        String deviceName,
        String serviceId,
        Instant startedAt,
        @Nullable Duration requested,
        @Nullable Instant endedAt,
        @Nullable Duration watched) {

    /**
     * Whether the viewing has not ended yet.
     *
     * @return whether it is open
     */
    public boolean isOpen() {
        return endedAt == null;
    }

    /**
     * When a timed viewing is to end.
     *
     * @return the start plus the requested duration; empty for an unlimited viewing
     */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(requested).map(startedAt::plus);
    }
}
