package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import java.time.LocalDate;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long a user watched: exactly, by day, or today in the way of the Python service. A blank device stands for all. */
@RestController
class UsageController {

    private final ViewRecordRepository viewings;

    UsageController(ViewRecordRepository viewings) {
        this.viewings = viewings;
    }

    /** Open viewings count as far as they have come. */
    @GetMapping("/api/v1/usage")
    UsageResponse usage(
            @RequestParam String user,
            @RequestParam LocalDate from,
            @RequestParam LocalDate to,
            @RequestParam(name = "device_id", required = false) @Nullable String deviceId) {
        UsageQuery days = Fields.days(user, from, to);
        UsageQuery query = StringUtils.hasText(deviceId) ? days.onDevice(Fields.key("device_id", deviceId)) : days;
        return UsageResponse.of(query, viewings.usage(query));
    }

    /** Today, as the Python service counts it. */
    @GetMapping("/api/v1/viewing-time")
    ViewingTime today(
            @RequestParam String user, @RequestParam(name = "device_id", required = false) @Nullable String deviceId) {
        String userId = Fields.key("user", user);
        if (!StringUtils.hasText(deviceId)) {
            return new ViewingTime(userId, null, viewings.secondsToday(userId));
        }
        String device = Fields.key("device_id", deviceId);
        return new ViewingTime(userId, device, viewings.secondsToday(userId, device));
    }

    /** Today's seconds by service, in the Python service's words. */
    record ViewingTime(String userName, @Nullable String deviceId, SortedMap<String, Long> services) {}
}
