package io.gatekeeper.sample.web;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** Today's seconds by service, in the Python service's words. */
@JsonNaming(SnakeCaseStrategy.class)
record ViewingTimeResponse(String userName, @Nullable String deviceId, SortedMap<String, Long> services) {}
