package io.gatekeeper.sample.web;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.util.List;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A device is cut off, or a service on it: whatever is open ends, whoever opened it. */
@RestController
@RequestMapping("/api/v1/clients/{client}")
class BlockController {

    private final ViewRecordRepository viewings;

    BlockController(ViewRecordRepository viewings) {
        this.viewings = viewings;
    }

    @PostMapping("/block")
    List<ViewingResponse> block(@PathVariable("client") String client) {
        return answer(viewings.closeAll(Fields.key("client", client)));
    }

    @PostMapping("/services/{service}/block")
    List<ViewingResponse> block(@PathVariable("client") String client, @PathVariable("service") String service) {
        return answer(viewings.closeAll(Fields.key("client", client), Fields.key("service", service)));
    }

    private static List<ViewingResponse> answer(List<Viewing> closed) {
        return closed.stream().map(ViewingResponse::of).toList();
    }
}
