package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;

class ViewingTests extends ApiTest {

    private static final String MIA_ON_TV = """
            {"user_name":"mia","client_id":"tv","service_id":"youtube"}""";

    private static final String BEN_ON_TV = """
            {"user_name":"ben","client_id":"tv","service_id":"youtube"}""";

    @Test
    void aTimedViewingIsAnsweredAsItIsStored() {
        at("2026-03-17T10:00:00Z");

        assertThat(start("""
                {"user_name":"mia","client_id":"tv","device_name":"Living room TV","service_id":"youtube","minutes":30}""")).hasStatus(HttpStatus.CREATED).bodyJson().isStrictlyEqualTo("""
                        {"user_name":"mia","client_id":"tv","device_name":"Living room TV","service_id":"youtube",
                         "started_at":"2026-03-17T10:00:00Z","minutes":30,"due_at":"2026-03-17T10:30:00Z",
                         "ended_at":null,"watched_seconds":null}""");
    }

    @Test
    void anUnlimitedViewingIsNeverDueAndADeviceWithoutANameGoesByItsId() {
        at("2026-03-17T10:00:00Z");

        assertThat(start("""
                {"user_name":"mia","client_id":"tv","device_name":null,"service_id":"youtube","minutes":null}""")).hasStatus(HttpStatus.CREATED).bodyJson().isStrictlyEqualTo("""
                        {"user_name":"mia","client_id":"tv","device_name":"tv","service_id":"youtube",
                         "started_at":"2026-03-17T10:00:00Z","minutes":null,"due_at":null,
                         "ended_at":null,"watched_seconds":null}""");
    }

    @Test
    void closingAnswersTheClosedViewing() {
        at("2026-03-17T10:00:00Z");
        start(MIA_ON_TV).exchange();
        at("2026-03-17T10:20:30Z");

        assertThat(close(MIA_ON_TV)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"user_name":"mia","client_id":"tv","device_name":"tv","service_id":"youtube",
                 "started_at":"2026-03-17T10:00:00Z","minutes":null,"due_at":null,
                 "ended_at":"2026-03-17T10:20:30Z","watched_seconds":1230}""");
    }

    @Test
    void closingWhatIsNotOpenHasNothingToAnswer() {
        start(MIA_ON_TV).exchange();
        close(MIA_ON_TV).exchange();

        assertThat(close(MIA_ON_TV)).hasStatus(HttpStatus.NO_CONTENT).body().isEmpty();
    }

    @Test
    void closingLeavesAnotherUsersViewingOnTheSameDeviceOpen() {
        at("2026-03-17T10:00:00Z");
        start(MIA_ON_TV).exchange();
        start(BEN_ON_TV).exchange();

        close(MIA_ON_TV).exchange();

        assertThat(get("/viewings/open")).bodyJson().isLenientlyEqualTo("""
                [{"user_name":"ben","ended_at":null}]""");
    }

    @Test
    void openViewingsAreListedOldestFirst() {
        at("2026-03-17T10:05:00Z");
        start(MIA_ON_TV).exchange();
        at("2026-03-17T10:00:00Z");
        start(BEN_ON_TV).exchange();

        assertThat(get("/viewings/open"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].started_at")
                .asArray()
                .containsExactly("2026-03-17T10:00:00Z", "2026-03-17T10:05:00Z");
    }

    @Test
    void thePageIsServedAtTheRoot() {
        assertThat(page()).hasStatusOk().hasForwardedUrl("index.html");
    }
}
