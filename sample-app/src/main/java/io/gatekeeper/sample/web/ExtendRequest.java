package io.gatekeeper.sample.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A viewing to give more time to, as it was sent: every field may be missing. */
@JsonNaming(SnakeCaseStrategy.class)
record ExtendRequest(
        @Nullable String userName,
        @Nullable String clientId,
        @Nullable String serviceId,
        @Nullable Integer minutes) {}
