package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.test.context.TestPropertySource;

/** What was recorded wrongly is put right, in a household in Berlin. */
@TestPropertySource(properties = "gatekeeper.db.zone=Europe/Berlin")
class CorrectionTests extends ApiTest {

    private static final String VIEWING = """
            {"user_name":"mia","client_id":"tv","service_id":"youtube","started_at":"2026-03-17T10:00:00Z\"""";

    @BeforeEach
    void miaHasWatchedForAnHour() {
        at("2026-03-17T10:00:00Z");
        start(VIEWING + "}").exchange();
        at("2026-03-17T11:00:00Z");
        close("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube"}""").exchange();
    }

    @Test
    void anEndIsCorrectedAndItsSecondsFollow() {
        assertThat(change("/end", VIEWING + ",\"ended_at\":\"2026-03-17T10:20:00Z\"}"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"ended_at":"2026-03-17T10:20:00Z","watched_seconds":1200}""");
    }

    @Test
    void aTimeWithoutAZoneIsTheHouseholds() {
        assertThat(change("/end", VIEWING + ",\"ended_at\":\"2026-03-17T11:20\"}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("ended_at")
                .isEqualTo("2026-03-17T10:20:00Z");
    }

    @Test
    void theEndOfWhatIsNotRecordedCannotBeCorrected() {
        String other = VIEWING.replace("10:00", "09:00") + ",\"ended_at\":\"2026-03-17T10:20:00Z\"}";

        assertThat(change("/end", other)).hasStatus(HttpStatus.NO_CONTENT);
    }

    @Test
    void aViewingIsRemovedOnce() {
        assertThat(change("/delete", VIEWING + "}")).hasStatus(HttpStatus.NO_CONTENT);
        assertThat(change("/delete", VIEWING + "}")).hasStatus(HttpStatus.NOT_FOUND);

        assertThat(get("/viewings?user=mia&from=2026-03-17&to=2026-03-17"))
                .bodyJson()
                .isStrictlyEqualTo("[]");
    }

    @Test
    void aPastViewingIsEnteredAndEnteredAgainIsOne() {
        String past = """
                {"user_name":"mia","client_id":"tv","service_id":"netflix","started_at":"2026-03-16T18:00","ended_at":"2026-03-16T18:30"}""";

        assertThat(start(past)).hasStatus(HttpStatus.CREATED).bodyJson().isLenientlyEqualTo("""
                {"started_at":"2026-03-16T17:00:00Z","ended_at":"2026-03-16T17:30:00Z","watched_seconds":1800}""");
        start(past).exchange();
        assertThat(get("/usage?user=mia&from=2026-03-16&to=2026-03-16"))
                .bodyJson()
                .extractingPath("total_seconds")
                .isEqualTo(1800);
    }

    @Test
    void whatDoesNotSayWhichViewingIsRefused() {
        assertThat(change("/delete", """
                {"user_name":"mia","client_id":"tv","service_id":"youtube"}"""))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .extractingPath("detail")
                .isEqualTo("started_at is missing");
    }
}
