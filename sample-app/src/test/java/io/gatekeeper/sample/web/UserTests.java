package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.time.DayOfWeek;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class UserTests extends ApiTest {

    @Autowired
    private ViewRecordRepository viewings;

    @Autowired
    private ServiceLimits limits;

    @BeforeEach
    void miaAndBenWatchAndMiaHasALimit() {
        at("2026-03-17T10:00:00Z");
        limits.delete("ben");
        limits.replace("mia", Map.of("youtube", Map.of(DayOfWeek.TUESDAY, 30)));
        start("""
                {"user_name":"mia","client_id":"tv","device_name":"TV","service_id":"youtube"}""").exchange();
        start("""
                {"user_name":"ben","client_id":"tablet","service_id":"youtube"}""").exchange();
    }

    @Test
    void usersAreListedPageByPage() {
        assertThat(get("/users?after=b&at_most=1")).hasStatusOk().bodyJson().isStrictlyEqualTo("[\"ben\"]");
        assertThat(get("/users?after=ben&at_most=1")).bodyJson().isStrictlyEqualTo("[\"mia\"]");
        assertThat(get("/users?at_most=0")).hasStatus(400).bodyJson().isLenientlyEqualTo("{\"field\":\"at_most\"}");
    }

    @Test
    void devicesAreListedByTheirIdsWithTheirNames() {
        assertThat(get("/devices?user=mia")).hasStatusOk().bodyJson().isStrictlyEqualTo("{\"tv\":\"TV\"}");
    }

    @Test
    void whoIsDeletedTakesTheLimitsAlong() {
        assertThat(post("/users/delete", "{\"user_name\":\"mia\"}"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"deleted\":true}");

        assertThat(get("/limits?user=mia")).bodyJson().isStrictlyEqualTo("{}");
        assertThat(viewings.findOpen()).hasSize(1);
        assertThat(post("/users/delete", "{\"user_name\":\"mia\"}"))
                .bodyJson()
                .isStrictlyEqualTo("{\"deleted\":false}");
    }

    @Test
    void whoIsRenamedTakesTheLimitsAlong() {
        assertThat(post("/users/move", "{\"from\":\"mia\",\"to\":\"ben\"}"))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("{\"viewings\":1}");

        assertThat(get("/limits?user=ben")).bodyJson().isStrictlyEqualTo("{\"youtube\":{\"TUESDAY\":30}}");
        assertThat(get("/limits?user=mia")).bodyJson().isStrictlyEqualTo("{}");
    }

    @Test
    void whoIsMergedIntoKeepsTheOwnLimits() {
        limits.replace("ben", Map.of("netflix", Map.of(DayOfWeek.TUESDAY, 60)));

        post("/users/move", "{\"from\":\"mia\",\"to\":\"ben\"}").exchange();

        assertThat(get("/limits?user=ben")).bodyJson().isStrictlyEqualTo("{\"netflix\":{\"TUESDAY\":60}}");
    }

    @Test
    void nobodyIsMovedToWhereTheyAre() {
        assertThat(post("/users/move", "{\"from\":\"mia\",\"to\":\"mia\"}"))
                .hasStatus(400)
                .bodyJson()
                .isLenientlyEqualTo("{\"field\":\"to\"}");
        assertThat(get("/limits?user=mia")).bodyJson().isStrictlyEqualTo("{\"youtube\":{\"TUESDAY\":30}}");
    }

    @Test
    void aDeviceGetsAnotherId() {
        assertThat(post("/devices/move", "{\"user_name\":\"mia\",\"from\":\"tv\",\"to\":\"192.168.1.20/32\"}"))
                .hasStatusOk();

        assertThat(get("/devices?user=mia")).bodyJson().isStrictlyEqualTo("{\"192.168.1.20/32\":\"TV\"}");
    }

    @Test
    void onTwoDevicesAtOnceHalfAnHourIsHalfAnHourOfTheLimit() {
        start("""
                {"user_name":"mia","client_id":"tablet","service_id":"youtube"}""").exchange();
        at("2026-03-17T10:30:00Z");

        assertThat(get("/limits/today?user=mia&service=youtube")).bodyJson().isLenientlyEqualTo("""
                {"watched_seconds":1800,"remaining_seconds":0}""");
    }
}
