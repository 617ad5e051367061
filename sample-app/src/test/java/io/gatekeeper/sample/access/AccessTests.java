package io.gatekeeper.sample.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A console without a PIN. */
@SpringBootTest(properties = {"gatekeeper.db.enabled=false", "sample.allowed-hosts=Console.Home,192.168.4.23"})
@AutoConfigureMockMvc
class AccessTests {

    @Autowired
    private MockMvcTester mvc;

    @Test
    void thisMachineMayChangeSomething() {
        assertThat(block()).hasStatusOk();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Origin, https://evil.example",
        "Origin, null",
        "Origin, http://localhost:8080",
        "Origin, http://127.0.0.1",
        "Origin, not an origin"
    })
    void aForeignPageMayNot(String header, String value) {
        for (String type : new String[] {"application/json", "text/plain", "application/x-www-form-urlencoded"}) {
            assertThat(block().contentType(type).header(header, value))
                    .hasStatus(HttpStatus.FORBIDDEN)
                    .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                    .bodyJson()
                    .extractingPath("title")
                    .isEqualTo("Foreign page");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "Origin, http://localhost",
        "Origin, https://LOCALHOST"
    })
    void itsOwnPageMay(String header, String value) {
        assertThat(block().header(header, value)).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/json", "nonsense"})
    void whatIsNotJsonIsNoChange(String type) {
        assertThat(block().contentType(type)).hasStatus(HttpStatus.UNSUPPORTED_MEDIA_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "localhost.evil.example", "192.168.4.24", ""})
    void aHostThatIsNotOursIsNotServed(String host) {
        assertThat(mvc.get().uri("/").with(to(host))).hasStatus(HttpStatus.MISDIRECTED_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"LocalHost", "127.0.0.1", "[::1]", "console.home", "192.168.4.23"})
    void aHostThatIsOursIsServed(String host) {
        assertThat(mvc.get().uri("/").with(to(host))).hasStatusOk();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "x-forwarded-proto", "X-Real-IP", "Via"})
    void behindAProxyNobodyIsThisMachine(String header) {
        assertThat(block().header(header, "127.0.0.1"))
                .hasStatus(HttpStatus.FORBIDDEN)
                .bodyJson()
                .extractingPath("title")
                .isEqualTo("Other machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.168.4.20", "10.0.0.1", "2001:db8::1"})
    void anotherMachineMayReadButNotChangeAnything(String address) {
        assertThat(block().remoteAddress(address)).hasStatus(HttpStatus.FORBIDDEN);
        assertThat(mvc.get().uri("/api/v1/viewings/open").remoteAddress(address))
                .hasStatusOk();
    }

    @Test
    void aBodyIsAsLongAsItSaysAndNotLongerThanItNeedsToBe() {
        String name = "x".repeat(64 * 1024);

        assertThat(block().content("{\"client_id\":\"" + name + "\"}"))
                .hasStatus(HttpStatus.CONTENT_TOO_LARGE)
                .bodyJson()
                .extractingPath("detail")
                .isEqualTo("The body must have at most 65536 bytes");
        assertThat(mvc.post().uri("/api/v1/viewings/block").contentType(MediaType.APPLICATION_JSON))
                .hasStatus(HttpStatus.LENGTH_REQUIRED);
    }

    @Test
    void aBrowserIsToldToTakeNothingFromElsewhere() {
        assertThat(mvc.get().uri("/"))
                .hasHeader("X-Content-Type-Options", "nosniff")
                .hasHeader("X-Frame-Options", "DENY")
                .hasHeader("Referrer-Policy", "same-origin")
                .headers()
                .hasHeaderSatisfying(
                        "Content-Security-Policy",
                        policies -> assertThat(policies)
                                .singleElement()
                                .asString()
                                .contains("default-src 'none'", "frame-ancestors 'none'")
                                .doesNotContain("unsafe"));
        assertThat(mvc.get().uri("/api/v1/viewings/open")).hasHeader("Cache-Control", "no-store");
    }

    private MockMvcRequestBuilder block() {
        return mvc.post()
                .uri("/api/v1/viewings/block")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"client_id\":\"tv\"}");
    }

    private static RequestPostProcessor to(String host) {
        return request -> {
            request.setServerName(host);
            return request;
        };
    }
}
