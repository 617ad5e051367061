package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BlockTests extends ApiTest {

    private static final String YOUTUBE_ON_TV = """
            {"client_id":"tv","service_id":"youtube"}""";

    @BeforeEach
    void miaAndBenWatch() {
        at("2026-03-17T10:00:00Z");
        start("""
                {"user_name":"mia","client_id":"tv","device_name":"TV","service_id":"youtube","minutes":60}""").exchange();
        at("2026-03-17T10:05:00Z");
        start("""
                {"user_name":"ben","client_id":"tv","service_id":"youtube"}""").exchange();
        start("""
                {"user_name":"ben","client_id":"tv","service_id":"netflix"}""").exchange();
        start("""
                {"user_name":"ben","client_id":"tablet","service_id":"youtube"}""").exchange();
        at("2026-03-17T10:10:00Z");
    }

    @Test
    void aServiceIsBlockedForAllOnTheDeviceOldestFirst() {
        assertThat(block(YOUTUBE_ON_TV)).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                        [{"user_name":"mia","client_id":"tv","device_name":"TV","service_id":"youtube",
                          "started_at":"2026-03-17T10:00:00Z","minutes":60,"due_at":"2026-03-17T11:00:00Z",
                          "ended_at":"2026-03-17T10:10:00Z","watched_seconds":600},
                         {"user_name":"ben","client_id":"tv","device_name":"tv","service_id":"youtube",
                          "started_at":"2026-03-17T10:05:00Z","minutes":null,"due_at":null,
                          "ended_at":"2026-03-17T10:10:00Z","watched_seconds":300}]""");
    }

    @Test
    void blockingAServiceLeavesOtherServicesAndDevicesOpen() {
        block(YOUTUBE_ON_TV).exchange();

        assertThat(get("/viewings/open")).bodyJson().isLenientlyEqualTo("""
                [{"client_id":"tablet","service_id":"youtube"},{"client_id":"tv","service_id":"netflix"}]""");
    }

    @Test
    void aDeviceIsBlockedForAllServices() {
        assertThat(block("{\"client_id\":\"tv\"}"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[*].service_id")
                .asArray()
                .containsExactlyInAnyOrder("youtube", "youtube", "netflix");
        assertThat(get("/viewings/open")).bodyJson().isLenientlyEqualTo("""
                [{"client_id":"tablet","service_id":"youtube"}]""");
    }

    @Test
    void whereNothingIsOpenNothingIsAnswered() {
        assertThat(block("{\"client_id\":\"phone\"}")).hasStatusOk().bodyJson().isStrictlyEqualTo("[]");
        assertThat(block("{\"client_id\":\"tv\",\"service_id\":\"disney\"}"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("[]");
    }
}
