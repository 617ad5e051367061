package io.gatekeeper.db.slice;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import org.springframework.stereotype.Component;

@Component
record Television(ViewRecordRepository viewings) {

    void watch(String child) {
        viewings.append(NewViewing.unlimited(child, "tv", "Television", "films"));
    }
}
