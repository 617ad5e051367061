package io.gatekeeper.sample.web;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.sample.gate.GatedViewings;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Viewings start, end, are listed while they last, and are put right afterwards. */
@RestController
@RequestMapping("/api/v1/viewings")
class ViewingController {

    private final ViewRecordRepository viewings;
    private final GatedViewings gated;
    private final ZoneId zone;

    ViewingController(ViewRecordRepository viewings, GatedViewings gated, ViewingDays days) {
        this.viewings = viewings;
        this.gated = gated;
        this.zone = days.zone();
    }

    /** With an end, it is a past one that is entered later. Accepted rather than created where recording is switched off. */
    @PostMapping
    ResponseEntity<ViewingResponse> start(@RequestBody ViewingRequest request) {
        NewViewing viewing = request.toNewViewing(zone);
        return Fields.usable(viewing.endedAt() == null ? "started_at" : "ended_at", () -> gated.allow(viewing))
                .map(ViewingResponse::of)
                .map(started -> ResponseEntity.status(HttpStatus.CREATED).body(started))
                .orElseGet(() -> ResponseEntity.accepted().build());
    }

    @PostMapping("/close")
    ResponseEntity<ViewingResponse> close(@RequestBody ViewingRequest request) {
        return answer(gated.close(request.user(), request.device(), request.service()));
    }

    /** Answers nothing where nothing is open, or what is open has no end that could be moved. */
    @PostMapping("/extend")
    ResponseEntity<ViewingResponse> extend(@RequestBody ViewingRequest request) {
        Duration by = Duration.ofMinutes(Fields.minutes("minutes", request.minutes(), 1));
        return answer(gated.extend(request.user(), request.device(), request.service(), by));
    }

    /** A device is cut off, or a service on it: whatever is open ends, whoever opened it. */
    @PostMapping("/block")
    List<ViewingResponse> block(@RequestBody ViewingRequest request) {
        List<Viewing> ended = request.serviceId() == null
                ? gated.block(request.device())
                : gated.block(request.device(), request.service());
        return ended.stream().map(ViewingResponse::of).toList();
    }

    /** Sets or corrects the end of one viewing. */
    @PostMapping("/end")
    ResponseEntity<ViewingResponse> end(@RequestBody ViewingRequest request) {
        Viewing viewing = request.toViewing(zone);
        Instant end = request.end(zone);
        return answer(Fields.usable("ended_at", () -> gated.end(viewing, end)));
    }

    /** Removes one viewing, as if it had never been; 404 where there is none such. */
    @PostMapping("/delete")
    ResponseEntity<Void> delete(@RequestBody ViewingRequest request) {
        return gated.delete(request.toViewing(zone))
                ? ResponseEntity.noContent().build()
                : ResponseEntity.notFound().build();
    }

    @GetMapping("/open")
    List<ViewingResponse> open() {
        return viewings.findOpen().stream().map(ViewingResponse::of).toList();
    }

    private static ResponseEntity<ViewingResponse> answer(Optional<Viewing> viewing) {
        return viewing.map(ViewingResponse::of)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }
}
