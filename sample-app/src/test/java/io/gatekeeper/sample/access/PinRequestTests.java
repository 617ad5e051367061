package io.gatekeeper.sample.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/** A console with a PIN. */
@SpringBootTest(
        properties = {
            "gatekeeper.db.enabled=false",
            "sample.pin=47-eleven",
            "logging.level.org.springframework.web=trace"
        })
@AutoConfigureMockMvc
@DirtiesContext
@ExtendWith(OutputCaptureExtension.class)
class PinRequestTests {

    @Autowired
    private MockMvcTester mvc;

    @Test
    void everyChangeAsksForItAndReadingDoesNotWhereverItComesFrom(CapturedOutput output) {
        assertThat(block()).hasStatus(HttpStatus.UNAUTHORIZED).hasHeader("WWW-Authenticate", "Gatekeeper-Pin");
        assertThat(block().header("Gatekeeper-Pin", "47-eleven").remoteAddress("192.168.4.20"))
                .hasStatusOk();
        assertThat(mvc.get().uri("/api/v1/viewings/open").remoteAddress("192.168.4.20"))
                .hasStatusOk();
        assertThat(block().header("Gatekeeper-Pin", "47-eleven").header("Sec-Fetch-Site", "cross-site"))
                .hasStatus(HttpStatus.FORBIDDEN);

        for (int i = 0; i < 5; i++) {
            assertThat(block().header("Gatekeeper-Pin", "guess-" + i)).hasStatus(HttpStatus.UNAUTHORIZED);
        }

        assertThat(block().header("Gatekeeper-Pin", "47-eleven"))
                .hasStatus(HttpStatus.TOO_MANY_REQUESTS)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .headers()
                .containsHeader("Retry-After");
        assertThat(output).doesNotContain("47-eleven").doesNotContain("guess-");
    }

    private MockMvcRequestBuilder block() {
        return mvc.post()
                .uri("/api/v1/viewings/block")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"client_id\":\"tv\"}");
    }
}
