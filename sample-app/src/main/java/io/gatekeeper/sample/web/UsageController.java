package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long a user watched: exactly, by day, or today in the way of the Python service. */
@RestController
class UsageController {

    private final ViewRecordRepository viewings;

    UsageController(ViewRecordRepository viewings) {
        this.viewings = viewings;
    }

    /** Open viewings count as far as they have come. A blank device stands for all of them. */
    @GetMapping("/api/v1/usage")
    UsageResponse usage(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to,
            @RequestParam(name = "device_id", required = false) @Nullable String deviceId) {
        UsageQuery days = Fields.days(Fields.key("user", user), Fields.date("from", from), Fields.date("to", to));
        UsageQuery query = StringUtils.hasText(deviceId) ? days.onDevice(Fields.key("device_id", deviceId)) : days;
        return UsageResponse.of(query, viewings.usage(query));
    }

    /** Today, as the Python service counts it. */
    @GetMapping("/api/v1/viewing-time")
    ViewingTimeResponse today(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestParam(name = "device_id", required = false) @Nullable String deviceId) {
        String userId = Fields.key("user", user);
        if (!StringUtils.hasText(deviceId)) {
            return new ViewingTimeResponse(userId, null, viewings.secondsToday(userId));
        }
        String device = Fields.key("device_id", deviceId);
        return new ViewingTimeResponse(userId, device, viewings.secondsToday(userId, device));
    }
}
