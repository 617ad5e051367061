package io.gatekeeper.sample.web;

import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.household.HouseholdDays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A user's viewings that reach into a number of days, oldest first. */
@RestController
class HistoryController {

    private static final int MAX_DAYS = 366;

    private final ViewRecordRepository viewings;
    private final HouseholdDays days;

    HistoryController(ViewRecordRepository viewings, HouseholdDays days) {
        this.viewings = viewings;
        this.days = days;
    }

    @GetMapping("/api/v1/viewings")
    List<ViewingResponse> history(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to) {
        return find(query(user, from, to)).stream().map(ViewingResponse::of).toList();
    }

    @GetMapping(path = "/api/v1/viewings.csv", produces = "text/csv;charset=UTF-8")
    ResponseEntity<String> csv(
            @RequestParam(name = "user", required = false) @Nullable String user,
            @RequestParam(name = "from", required = false) @Nullable String from,
            @RequestParam(name = "to", required = false) @Nullable String to) {
        UsageQuery query = query(user, from, to);
        String file = "viewings-" + query.from() + "-to-" + query.to() + ".csv";
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file).build().toString())
                .body(ViewingsCsv.of(find(query), days.zone()));
    }

    private List<Viewing> find(UsageQuery query) {
        return viewings.findBetween(
                query.userId(),
                days.startOf(query.from()),
                days.startOf(query.to().plusDays(1)));
    }

    private static UsageQuery query(@Nullable String user, @Nullable String from, @Nullable String to) {
        UsageQuery query = Fields.days(Fields.key("user", user), Fields.date("from", from), Fields.date("to", to));
        if (query.from().plusDays(MAX_DAYS).isBefore(query.to())) {
            throw new InvalidFieldException("from", "from and to must span at most " + MAX_DAYS + " days");
        }
        return query;
    }
}
