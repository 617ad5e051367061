package io.gatekeeper.sample.web;

import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A viewing as it is stored. */
record ViewingResponse(
        String userName,
        String clientId,
        String deviceName,
        String serviceId,
        Instant startedAt,
        @Nullable Long minutes,
        @Nullable Instant dueAt,
        @Nullable Instant endedAt,
        @Nullable Long watchedSeconds) {

    static ViewingResponse of(Viewing viewing) {
        Duration requested = viewing.requested();
        Duration watched = viewing.watched();
        return new ViewingResponse(
                viewing.userId(),
                viewing.clientId(),
                viewing.deviceName(),
                viewing.serviceId(),
                viewing.startedAt(),
                requested == null ? null : requested.toMinutes(),
                viewing.dueAt().orElse(null),
                viewing.endedAt(),
                watched == null ? null : watched.toSeconds());
    }
}
