package io.gatekeeper.sample.web;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.gate.GatedViewings;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Viewings start, end, and are listed while they last. */
@RestController
@RequestMapping("/api/v1/viewings")
class ViewingController {

    private final ViewRecordRepository viewings;
    private final GatedViewings gated;

    ViewingController(ViewRecordRepository viewings, GatedViewings gated) {
        this.viewings = viewings;
        this.gated = gated;
    }

    /** Accepted rather than created where recording is switched off. */
    @PostMapping
    ResponseEntity<ViewingResponse> start(@RequestBody StartRequest request) {
        return gated.allow(request.toNewViewing())
                .map(ViewingResponse::of)
                .map(started -> ResponseEntity.status(HttpStatus.CREATED).body(started))
                .orElseGet(() -> ResponseEntity.accepted().build());
    }

    @PostMapping("/close")
    ResponseEntity<ViewingResponse> close(@RequestBody CloseRequest request) {
        return gated.close(
                        Fields.key("user_name", request.userName()),
                        Fields.key("client_id", request.clientId()),
                        Fields.key("service_id", request.serviceId()))
                .map(ViewingResponse::of)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** Answers nothing where nothing is open, or what is open has no end that could be moved. */
    @PostMapping("/extend")
    ResponseEntity<ViewingResponse> extend(@RequestBody ExtendRequest request) {
        return gated.extend(
                        Fields.key("user_name", request.userName()),
                        Fields.key("client_id", request.clientId()),
                        Fields.key("service_id", request.serviceId()),
                        Fields.someMinutes("minutes", request.minutes()))
                .map(ViewingResponse::of)
                .map(ResponseEntity::ok)
                .orElseGet(() -> ResponseEntity.noContent().build());
    }

    /** A device is cut off, or a service on it: whatever is open ends, whoever opened it. */
    @PostMapping("/block")
    List<ViewingResponse> block(@RequestBody BlockRequest request) {
        String device = Fields.key("client_id", request.clientId());
        List<Viewing> ended = request.serviceId() == null
                ? gated.block(device)
                : gated.block(device, Fields.key("service_id", request.serviceId()));
        return ended.stream().map(ViewingResponse::of).toList();
    }

    @GetMapping("/open")
    List<ViewingResponse> open() {
        return viewings.findOpen().stream().map(ViewingResponse::of).toList();
    }
}
