package io.gatekeeper.sample.web;

import io.gatekeeper.db.NewViewing;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A viewing to start, as it was sent: every field may be missing. */
@JsonNaming(SnakeCaseStrategy.class)
record StartRequest(
        @Nullable String userName,
        @Nullable String clientId,
        @Nullable String deviceName,
        @Nullable String serviceId,
        @Nullable Integer minutes,
        @Nullable String startedAt) {

    NewViewing toNewViewing() {
        return new NewViewing(
                Fields.key("user_name", userName),
                Fields.key("client_id", clientId),
                Fields.name("device_name", deviceName),
                Fields.key("service_id", serviceId),
                Fields.minutes("minutes", minutes),
                Fields.instant("started_at", startedAt));
    }
}
