package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "gatekeeper.db.enabled=false")
class LimitRecordingOffTests extends ApiTest {

    @Test
    void withoutADatabaseThereAreNoLimitsToAskFor() {
        assertThat(get("/limits?user=mia")).hasStatus(HttpStatus.SERVICE_UNAVAILABLE);
    }
}
