package io.gatekeeper.sample.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A viewing to end, as it was sent: every field may be missing. */
@JsonNaming(SnakeCaseStrategy.class)
record CloseRequest(
        @Nullable String userName,
        @Nullable String clientId,
        @Nullable String serviceId) {

    Key toKey() {
        return new Key(
                Fields.key("user_name", userName),
                Fields.key("client_id", clientId),
                Fields.key("service_id", serviceId));
    }

    /** Which viewing is meant; nothing is missing. */
    record Key(String userId, String clientId, String serviceId) {}
}
