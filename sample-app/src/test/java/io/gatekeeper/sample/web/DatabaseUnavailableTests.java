package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

@TestPropertySource(properties = "gatekeeper.db.connect-timeout=1s")
class DatabaseUnavailableTests extends ApiTest {

    @Test
    @DirtiesContext
    void everyEndpointSaysSo(@Autowired @Qualifier("embeddedServer") AutoCloseable server) throws Exception {
        server.close();

        String viewing = """
                {"user_name":"mia","client_id":"tv","service_id":"youtube"}""";
        assertUnavailable(start(viewing));
        assertUnavailable(close(viewing));
        assertUnavailable(get("/viewings/open"));
        assertUnavailable(get("/viewing-time?user=mia"));
        assertUnavailable(get("/usage?user=mia&from=2026-03-17&to=2026-03-17"));
        assertUnavailable(block("{\"client_id\":\"tv\"}"));
        assertUnavailable(block("{\"client_id\":\"tv\",\"service_id\":\"youtube\"}"));
    }

    private static void assertUnavailable(MockMvcRequestBuilder request) {
        assertThat(request)
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("detail")
                .isEqualTo("The database is unavailable. Please try again later.");
    }
}
