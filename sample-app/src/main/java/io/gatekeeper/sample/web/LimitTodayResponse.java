package io.gatekeeper.sample.web;

import java.time.Duration;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** What was watched of one service today, and what is left; where there is no limit, neither is there a remainder. */
@JsonNaming(SnakeCaseStrategy.class)
record LimitTodayResponse(
        LocalDate date,
        @Nullable Long limitSeconds,
        long watchedSeconds,
        @Nullable Long remainingSeconds) {

    static LimitTodayResponse of(LocalDate date, @Nullable Duration limit, Duration watched) {
        return limit == null
                ? new LimitTodayResponse(date, null, watched.toSeconds(), null)
                : new LimitTodayResponse(
                        date,
                        limit.toSeconds(),
                        watched.toSeconds(),
                        Math.max(0, limit.minus(watched).toSeconds()));
    }
}
