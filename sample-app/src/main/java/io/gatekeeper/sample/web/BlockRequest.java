package io.gatekeeper.sample.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A device to cut off, or a service on it, as it was sent. */
@JsonNaming(SnakeCaseStrategy.class)
record BlockRequest(@Nullable String clientId, @Nullable String serviceId) {}
