package io.gatekeeper.sample.web;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.gate.GatedViewings;
import java.util.List;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** A device is cut off, or a service on it: whatever is open ends, whoever opened it. */
@RestController
class BlockController {

    private final GatedViewings viewings;

    BlockController(GatedViewings viewings) {
        this.viewings = viewings;
    }

    /** Without a service the whole device is meant. */
    @PostMapping("/api/v1/viewings/block")
    List<ViewingResponse> block(@RequestBody BlockRequest request) {
        String device = Fields.key("client_id", request.clientId());
        List<Viewing> closed = request.serviceId() == null
                ? viewings.block(device)
                : viewings.block(device, Fields.key("service_id", request.serviceId()));
        return closed.stream().map(ViewingResponse::of).toList();
    }
}
