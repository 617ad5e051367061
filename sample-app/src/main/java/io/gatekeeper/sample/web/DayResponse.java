package io.gatekeeper.sample.web;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import tools.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import tools.jackson.databind.annotation.JsonNaming;

/** A day of the household, which can have 23 or 25 hours, and the viewings that reach into it. */
@JsonNaming(SnakeCaseStrategy.class)
record DayResponse(Instant asOf, LocalDate date, Instant startsAt, Instant endsAt, List<ViewingResponse> viewings) {}
