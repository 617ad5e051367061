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
class DatabaseOutOfReachTests extends ApiTest {

    @Test
    @DirtiesContext
    void everyEndpointSaysSo(@Autowired @Qualifier("embeddedServer") AutoCloseable server) throws Exception {
        server.close();

        String viewing = """
                {"user_name":"mia","client_id":"tv","service_id":"youtube"}""";
        assertOutOfReach(start(viewing));
        assertOutOfReach(close(viewing));
        assertOutOfReach(get("/viewings/open"));
        assertOutOfReach(get("/users/mia/viewing-time"));
        assertOutOfReach(get("/users/mia/usage?from=2026-03-17&to=2026-03-17"));
        assertOutOfReach(block("/tv/block"));
        assertOutOfReach(block("/tv/services/youtube/block"));
    }

    private static void assertOutOfReach(MockMvcRequestBuilder request) {
        assertThat(request)
                .hasStatus(HttpStatus.SERVICE_UNAVAILABLE)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .extractingPath("detail")
                .isEqualTo("The database is out of reach. Please try again later.");
    }
}
