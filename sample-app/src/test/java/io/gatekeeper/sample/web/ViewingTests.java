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
    void sentAgainWithItsStartItIsOneViewing() {
        String viewing = """
                {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":30,"started_at":"2026-03-17T10:00:00Z"}""";
        at("2026-03-17T10:00:00Z");
        start(viewing).exchange();
        at("2026-03-17T10:00:03Z");

        assertThat(start(viewing))
                .hasStatus(HttpStatus.CREATED)
                .bodyJson()
                .extractingPath("started_at")
                .isEqualTo("2026-03-17T10:00:00Z");
        assertThat(get("/viewings/open"))
                .bodyJson()
                .extractingPath("$.length()")
                .isEqualTo(1);
    }

    @Test
    void idsMayHoldWhatNoPathCan() {
        String user = "a\\b";
        String viewing = """
                {"user_name":"a\\\\b","client_id":"192.168.1.0/24","service_id":"youtube/kids"}""";
        at("2026-03-17T10:00:00Z");
        start(viewing).exchange();
        at("2026-03-17T10:10:00Z");

        assertThat(put("{\"youtube/kids\":{\"TUESDAY\":30}}", "/limits?user={user}", user))
                .hasStatusOk();
        assertThat(get("/limits/today?user={user}&service={service}", user, "youtube/kids"))
                .bodyJson()
                .extractingPath("remaining_seconds")
                .isEqualTo(1200);
        assertThat(get("/usage?user={user}&from=2026-03-17&to=2026-03-17", user))
                .bodyJson()
                .extractingPath("total_seconds")
                .isEqualTo(600);
        assertThat(block("{\"client_id\":\"192.168.1.0/24\",\"service_id\":\"youtube/kids\"}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[0].watched_seconds")
                .isEqualTo(600);
    }

    @Test
    void thePageIsServedAtTheRoot() {
        assertThat(page()).hasStatusOk().hasForwardedUrl("index.html");
    }
}
