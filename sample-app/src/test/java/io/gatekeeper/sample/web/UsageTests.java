package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

class UsageTests extends ApiTest {

    @Test
    void aViewingOverMidnightIsSplitBetweenTheDays() {
        watch("tv", "youtube", "2026-03-16T23:30:00Z", "2026-03-17T00:30:00Z");

        assertThat(usage("")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"user_name":"mia","device_id":null,"zone":"UTC","as_of":"2026-03-17T00:30:00Z","days":[
                  {"date":"2026-03-16","screen_time_seconds":1800,"total_seconds":1800,"services":{
                    "youtube":{"watched_seconds":1800,"viewings":1,"devices":{"tv":1800}}}},
                  {"date":"2026-03-17","screen_time_seconds":1800,"total_seconds":1800,"services":{
                    "youtube":{"watched_seconds":1800,"viewings":0,"devices":{"tv":1800}}}}],
                 "total_seconds":3600}""");
    }

    @Test
    void whatIsWatchedAtTheSameTimeCountsOnceAsScreenTime() {
        at("2026-03-17T10:00:00Z");
        start(viewing("tv", "youtube")).exchange();
        start(viewing("tablet", "youtube")).exchange();
        start(viewing("tablet", "netflix")).exchange();
        at("2026-03-17T11:00:00Z");

        assertThat(usage("")).bodyJson().isLenientlyEqualTo("""
                {"days":[{"date":"2026-03-16","screen_time_seconds":0,"total_seconds":0,"services":{}},
                  {"screen_time_seconds":3600,"total_seconds":10800,"services":{
                    "netflix":{"watched_seconds":3600,"viewings":1,"devices":{"tablet":3600}},
                    "youtube":{"watched_seconds":7200,"viewings":2,"devices":{"tablet":3600,"tv":3600}}}}],
                 "total_seconds":10800}""");
    }

    @Test
    void anOpenViewingCountsAsFarAsItHasCome() {
        at("2026-03-17T10:00:00Z");
        start("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":60}""").exchange();

        at("2026-03-17T10:50:00.900Z");
        assertThat(usage("")).bodyJson().extractingPath("total_seconds").isEqualTo(3000);
        at("2026-03-17T11:30:00Z");
        assertThat(usage("")).bodyJson().extractingPath("total_seconds").isEqualTo(3600);
    }

    @Test
    void withADeviceItAloneCounts() {
        watch("tv", "youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:10:00Z");
        watch("tablet", "youtube", "2026-03-17T11:00:00Z", "2026-03-17T11:01:00Z");

        assertThat(usage("&device_id=tablet")).bodyJson().isLenientlyEqualTo("""
                {"device_id":"tablet","total_seconds":60}""");
    }

    @Test
    void withABlankDeviceAllDevicesCount() {
        watch("tv", "youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:10:00Z");

        assertThat(usage("&device_id=")).bodyJson().isLenientlyEqualTo("""
                {"device_id":null,"total_seconds":600}""");
    }

    @Test
    void tenYearsCanBeAskedForAtOnce() {
        assertThat(get("/usage?user=mia&from=2026-01-01&to=2036-01-08"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.days.length()")
                .isEqualTo(3660);
    }

    private MockMvcRequestBuilder usage(String more) {
        return get("/usage?user=mia&from=2026-03-16&to=2026-03-17" + more);
    }

    private void watch(String device, String service, String from, String to) {
        at(from);
        start(viewing(device, service)).exchange();
        at(to);
        close(viewing(device, service)).exchange();
    }

    private static String viewing(String device, String service) {
        return """
                {"user_name":"mia","client_id":"%s","service_id":"%s"}""".formatted(device, service);
    }
}
