package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ViewingTimeTests extends ApiTest {

    @BeforeEach
    void miaWatchesOnTwoDevices() {
        watch("tv", "youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:10:00Z");
        watch("tablet", "youtube", "2026-03-17T11:00:00Z", "2026-03-17T11:01:00Z");
        watch("tablet", "netflix", "2026-03-17T12:00:00Z", "2026-03-17T12:00:07Z");
    }

    @Test
    void withoutADeviceAllDevicesCount() {
        assertThat(get("/viewing-time?user=mia")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"user_name":"mia","device_id":null,"services":{"netflix":7,"youtube":660}}""");
    }

    @Test
    void withABlankDeviceAllDevicesCount() {
        assertThat(get("/viewing-time?user=mia&device_id="))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                {"user_name":"mia","device_id":null,"services":{"netflix":7,"youtube":660}}""");
    }

    @Test
    void withADeviceItAloneCounts() {
        assertThat(get("/viewing-time?user=mia&device_id=tablet"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"user_name":"mia","device_id":"tablet","services":{"netflix":7,"youtube":60}}""");
    }

    @Test
    void whoHasNotWatchedHasNoServices() {
        assertThat(get("/viewing-time?user=ben")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"user_name":"ben","device_id":null,"services":{}}""");
    }

    private void watch(String device, String service, String from, String to) {
        String json = """
                {"user_name":"mia","client_id":"%s","service_id":"%s"}""".formatted(device, service);
        at(from);
        start(json).exchange();
        at(to);
        close(json).exchange();
    }
}
