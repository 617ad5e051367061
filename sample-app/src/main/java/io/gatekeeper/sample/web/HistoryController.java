package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a user watched on some days, oldest first, and for how long. A blank device stands for all of them. */
@RestController
class HistoryController {

    private static final int MAX_DAYS = 366;

    private final ViewRecordRepository viewings;
    private final ViewingDays days;

    HistoryController(ViewRecordRepository viewings, ViewingDays days) {
        this.viewings = viewings;
        this.days = days;
    }

    @GetMapping("/api/v1/viewings")
    List<ViewingResponse> history(@RequestParam String user, @RequestParam LocalDate from, @RequestParam LocalDate to) {
        return find(query(user, from, to)).stream().map(ViewingResponse::of).toList();
    }

    /** Of a month, or from one day to another. */
    @GetMapping(path = "/api/v1/viewings.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> csv(
            @RequestParam String user,
            @RequestParam(required = false) @Nullable YearMonth month,
            @RequestParam(required = false) @Nullable LocalDate from,
            @RequestParam(required = false) @Nullable LocalDate to) {
        UsageQuery query = month == null
                ? query(user, Fields.present("from", from), Fields.present("to", to))
                : UsageQuery.month(Fields.key("user", user), month);
        String file = "viewings-" + query.from() + "-to-" + query.to() + ".csv";
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + file + "\"")
                .body(ViewingsCsv.of(find(query), days.zone()));
    }

    /** Exactly, by day; open viewings count as far as they have come. */
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

    /** Today, as the Python service counts it, and in its words. */
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

    private List<Viewing> find(UsageQuery query) {
        return viewings.findBetween(
                query.userId(),
                days.startOf(query.from()),
                days.startOf(query.to().plusDays(1)));
    }

    private static UsageQuery query(String user, LocalDate from, LocalDate to) {
        if (from.plusDays(MAX_DAYS).isBefore(to)) {
            throw new InvalidFieldException("from", "from and to must span at most " + MAX_DAYS + " days");
        }
        return Fields.days(user, from, to);
    }

    record ViewingTime(String userName, @Nullable String deviceId, SortedMap<String, Long> services) {}
}
