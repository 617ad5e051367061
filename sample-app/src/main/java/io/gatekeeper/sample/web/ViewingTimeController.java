package io.gatekeeper.sample.web;

import io.gatekeeper.db.ViewRecordRepository;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How long a user watched today. */
@RestController
class ViewingTimeController {

    private final ViewRecordRepository viewings;

    ViewingTimeController(ViewRecordRepository viewings) {
        this.viewings = viewings;
    }

    /** A blank device stands for all of them, as in the Python service. */
    @GetMapping("/api/v1/viewing-time")
    ViewingTimeResponse today(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestParam(name = "device_id", required = false) @Nullable String deviceId) {
        String userId = Fields.key("user", user);
        return StringUtils.hasText(deviceId) ? onDevice(userId, deviceId) : onAllDevices(userId);
    }

    private ViewingTimeResponse onAllDevices(String userId) {
        return new ViewingTimeResponse(userId, null, viewings.secondsToday(userId));
    }

    private ViewingTimeResponse onDevice(String userId, String deviceId) {
        SortedMap<String, Long> seconds = viewings.secondsToday(userId, Fields.key("device_id", deviceId));
        return new ViewingTimeResponse(userId, deviceId, seconds);
    }
}
