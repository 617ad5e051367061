package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "gatekeeper.db.enabled=false")
class RecordingOffTests extends ApiTest {

    private static final String VIEWING = """
            {"user_name":"mia","client_id":"tv","service_id":"youtube"}""";

    @Test
    void aViewingIsAcceptedWithoutAnAnswer() {
        assertThat(start(VIEWING)).hasStatus(HttpStatus.ACCEPTED).body().isEmpty();
    }

    @Test
    void aViewingThatCannotBeUsedIsRefusedAllTheSame() {
        assertThat(start("{}")).hasStatus(HttpStatus.BAD_REQUEST);
    }

    @Test
    void nothingIsOpenAndNothingCanBeClosed() {
        start(VIEWING).exchange();

        assertThat(get("/viewings/open")).hasStatusOk().bodyJson().isStrictlyEqualTo("[]");
        assertThat(close(VIEWING)).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(block("{\"client_id\":\"tv\"}")).hasStatusOk().bodyJson().isStrictlyEqualTo("[]");
    }

    @Test
    void everyDayThatIsAskedForIsThereWithoutUsage() {
        assertThat(get("/usage?user=mia&from=2026-03-17&to=2026-03-17"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"days":[{"date":"2026-03-17","screen_time_seconds":0,"services":{}}],"total_seconds":0}""");
    }

    @Test
    void noServerIsStarted(@Autowired ApplicationContext context) {
        assertThat(context.containsBean("embeddedServer")).isFalse();
    }
}
