package io.gatekeeper.sample.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdGuardGateTests {

    private final FakeAdGuard adGuard = new FakeAdGuard();

    @AfterEach
    void close() {
        adGuard.close();
    }

    @Test
    void aServiceIsBlockedAndUnblocked() {
        adGuard.with("TV", "192.168.1.20", "tiktok");

        gate().block("192.168.1.20", "youtube");
        assertThat(adGuard.blocked("TV")).containsExactly("tiktok", "youtube");

        gate().unblock("192.168.1.20", "tiktok");
        assertThat(adGuard.blocked("TV")).containsExactly("youtube");
    }

    @Test
    void whatIsAsItShouldBeIsLeftAlone() {
        adGuard.with("TV", "192.168.1.20", "tiktok");

        gate().block("192.168.1.20", "tiktok");
        gate().unblock("192.168.1.20", "youtube");

        assertThat(adGuard.calls()).containsExactly("GET /clients", "GET /clients");
    }

    @Test
    void whateverElseIsInAClientIsSentBackAsItWas() {
        adGuard.with("""
                {"name":"TV","ids":["aa:bb:cc:dd:ee:ff","192.168.1.0/24"],"tags":["device_tv"],"blocked_services":null,
                 "blocked_services_schedule":{"time_zone":"Local","mon":{"start":0,"end":72000000}},
                 "upstreams_cache_size":4194304,"of_a_later_version":{"ratio":0.1234567890123456789,"list":[1,null]}}""");
        String before = adGuard.client("TV").toString();

        gate().block("AA:BB:CC:DD:EE:FF", "youtube");

        assertThat(adGuard.client("TV").toString())
                .isEqualTo(before.replace("\"blocked_services\":null", "\"blocked_services\":[\"youtube\"]"));
    }

    @Test
    void twoServicesOfAClientAtOnceAreBothBlockedWhateverIdItIsCalledBy() {
        adGuard.with("""
                {"name":"TV","ids":["192.168.1.20","tv"],"blocked_services":["netflix"]}""");
        AdGuardGate gate = gate();

        for (int round = 0; round < 50; round++) {
            List.of("192.168.1.20 youtube", "tv tiktok").parallelStream()
                    .map(call -> call.split(" "))
                    .forEach(call -> gate.block(call[0], call[1]));
            assertThat(adGuard.blocked("TV")).containsExactlyInAnyOrder("netflix", "youtube", "tiktok");
            List.of("192.168.1.20 tiktok", "tv youtube").parallelStream()
                    .map(call -> call.split(" "))
                    .forEach(call -> gate.unblock(call[0], call[1]));
            assertThat(adGuard.blocked("TV")).containsExactly("netflix");
        }
    }

    @Test
    void whatAdGuardHomeSaysIsHandedOn() {
        adGuard.with("TV", "tv");

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate().block("tv", "disney_plus"))
                .withMessage("AdGuard Home answered 400: invalid blocked services: validating blocked services:"
                        + " unknown blocked-service \"disney_plus\"");
    }

    @Test
    void aClientThatItDoesNotKnowIsNotMadeUp() {
        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate().block("tv", "youtube"))
                .withMessage("AdGuard Home has no persistent client with the id tv");
        assertThat(adGuard.calls()).containsExactly("GET /clients");
    }

    @Test
    void aClientThatUsesTheListOfTheWholeHouseIsLeftAlone() {
        adGuard.with("""
                {"name":"TV","ids":["tv"],"blocked_services":[],"use_global_blocked_services":true}""");

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate().block("tv", "youtube"))
                .withMessageContaining("uses the global blocked services");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void aRefusedLoginIsSaidAndNeverTriedAgain(int status) {
        adGuard.with("TV", "tv").askFor("admin", "secret", status);

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate("admin", "wrong").block("tv", "youtube"))
                .withMessageContaining("refused the login with " + status)
                .withMessageNotContaining("admin");
        assertThat(adGuard.calls()).hasSize(1);
        gate("admin", "secret").block("tv", "youtube");
        assertThat(adGuard.blocked("TV")).containsExactly("youtube");
    }

    @Test
    void afterFiveWrongLoginsTheRightOneIsRefusedAsWell() {
        adGuard.with("TV", "tv").askFor("admin", "secret", 401);
        Collections.nCopies(5, gate("admin", "wrong"))
                .forEach(gate ->
                        assertThatExceptionOfType(GateException.class).isThrownBy(() -> gate.block("tv", "youtube")));

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate("admin", "secret").block("tv", "youtube"))
                .withMessageContaining("After five wrong ones it refuses even the right one");
    }

    @Test
    void aBadGatewayIsAFailure() {
        adGuard.failNext(1);

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate().block("tv", "youtube"))
                .withMessage("AdGuard Home answered 502: bad gateway");
    }

    @Test
    void aSlowAnswerIsGivenUp() {
        adGuard.hang();

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate().block("tv", "youtube"))
                .withMessage("AdGuard Home at " + adGuard.url() + " does not answer");
    }

    @Test
    void whereNobodyListensTheAddressIsSaid() {
        adGuard.close();

        assertThatExceptionOfType(GateException.class)
                .isThrownBy(() -> gate().block("tv", "youtube"))
                .withMessage("AdGuard Home at " + adGuard.url() + " does not answer");
    }

    private AdGuardGate gate() {
        return new AdGuardGate(
                new AdGuardApi(new AdGuardProperties(URI.create(adGuard.url()), null, null, Duration.ofMillis(500))));
    }

    private AdGuardGate gate(String user, String password) {
        return new AdGuardGate(new AdGuardApi(
                new AdGuardProperties(URI.create(adGuard.url() + "/"), user, password, Duration.ofSeconds(5))));
    }
}
