package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

class BadRequestTests extends ApiTest {

    private static final String OVERLONG = "x".repeat(256);

    static Stream<Arguments> unusableStarts() {
        return Stream.of(
                Arguments.of(body("'client_id':'tv','service_id':'s'"), "user_name", "user_name is missing"),
                Arguments.of(body("'user_name':'u','service_id':'s'"), "client_id", "client_id is missing"),
                Arguments.of(body("'user_name':'u','client_id':'c'"), "service_id", "service_id is missing"),
                Arguments.of(viewing("user_name", "null"), "user_name", "user_name is missing"),
                Arguments.of(viewing("user_name", "''"), "user_name", "user_name must not be blank"),
                Arguments.of(viewing("client_id", "' '"), "client_id", "client_id must not be blank"),
                Arguments.of(viewing("service_id", "'\\t'"), "service_id", "service_id must not be blank"),
                Arguments.of(
                        viewing("user_name", "'" + OVERLONG + "'"),
                        "user_name",
                        "user_name must have at most 255 bytes in UTF-8"),
                Arguments.of(
                        viewing("client_id", "'a\\u0000'"),
                        "client_id",
                        "client_id must not contain the character U+0000"),
                Arguments.of(
                        viewing("service_id", "'\\ud83d'"),
                        "service_id",
                        "service_id must not contain half of a surrogate pair"),
                Arguments.of(
                        viewing("device_name", "'\\u0000'"),
                        "device_name",
                        "device_name must not contain the character U+0000"),
                Arguments.of(
                        viewing("device_name", "'" + OVERLONG + "'"),
                        "device_name",
                        "device_name must have at most 255 bytes in UTF-8"),
                Arguments.of(
                        viewing("started_at", "'yesterday'"),
                        "started_at",
                        "started_at must be a moment such as 2026-03-17T10:00:00Z, or as 2026-03-17T11:00 in UTC"),
                Arguments.of(viewing("user_name", "5"), "user_name", "user_name must be text"),
                Arguments.of(viewing("user_name", "true"), "user_name", "user_name must be text"),
                Arguments.of(viewing("client_id", "{'a':1}"), "client_id", "client_id must be text"),
                Arguments.of(viewing("device_name", "['TV']"), "device_name", "device_name must be text"),
                Arguments.of(viewing("minutes", "0"), "minutes", "minutes must be at least 1, or null for unlimited"),
                Arguments.of(viewing("minutes", "-5"), "minutes", "minutes must be at least 1, or null for unlimited"),
                Arguments.of(
                        viewing("minutes", "'abc'"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(
                        viewing("minutes", "'30'"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(
                        viewing("minutes", "''"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(
                        viewing("minutes", "1.5"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(
                        viewing("minutes", "true"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(
                        viewing("minutes", "[1]"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(
                        viewing("minutes", "2147483648"),
                        "minutes",
                        "minutes must be a whole number up to 2147483647, or null"),
                Arguments.of(viewing("minute", "30"), "minute", "minute is not a field of this request"));
    }

    @ParameterizedTest
    @MethodSource("unusableStarts")
    void aViewingThatCannotBeUsedIsRefusedByTheNameOfItsField(String json, String field, String detail) {
        assertRefused(start(json), field, detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "\"text\"", "{", "user_name=mia"})
    void aBodyThatCannotBeReadIsRefusedAsAWhole(String json) {
        assertRefused(start(json), "body", "The body must be a JSON object");
        assertRefused(close(json), "body", "The body must be a JSON object");
    }

    @Test
    void malformedJsonIsRefusedByTheFieldItBreaksOffIn() {
        assertRefused(start("{\"user_name\":\"mi"), "user_name", "The body is not well-formed JSON at user_name");
    }

    @ParameterizedTest
    @MethodSource("unusableKeys")
    void aClosingThatCannotBeUsedIsRefusedByTheNameOfItsField(String json, String field, String detail) {
        assertRefused(close(json), field, detail);
    }

    static Stream<Arguments> unusableKeys() {
        return Stream.of(
                Arguments.of(body("'client_id':'tv','service_id':'s'"), "user_name", "user_name is missing"),
                Arguments.of(body("'user_name':'u','service_id':'s'"), "client_id", "client_id is missing"),
                Arguments.of(body("'user_name':'u','client_id':'c'"), "service_id", "service_id is missing"));
    }

    @Test
    void aBlankUserInTheQueryIsRefused() {
        assertRefused(get("/viewing-time?user={user}", " "), "user", "user must not be blank");
    }

    @Test
    void anOverlongUserInTheQueryIsRefused() {
        assertRefused(get("/viewing-time?user={user}", OVERLONG), "user", "user must have at most 255 bytes in UTF-8");
    }

    @Test
    void anOverlongDeviceInTheQueryIsRefused() {
        assertRefused(
                get("/viewing-time?user=mia&device_id={device}", OVERLONG),
                "device_id",
                "device_id must have at most 255 bytes in UTF-8");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            to=2026-03-17                   | from | from is missing
            from=2026-03-17                 | to   | to is missing
            from=&to=2026-03-17             | from | from is missing
            from=2026-03-17&to=today        | to   | to must be a date such as 2026-03-17
            from=2026-02-29&to=2026-03-17   | from | from must be a date such as 2026-03-17
            from=17.03.2026&to=2026-03-17   | from | from must be a date such as 2026-03-17
            from=2026-03-18&to=2026-03-17   | from | from must not be after to: 2026-03-18 > 2026-03-17
            from=2026-01-01&to=2036-01-09   | from | from and to must span at most 3660 days: 2026-01-01, 2036-01-09
            from=0000-01-01&to=0000-01-02   | from | from and to must lie in the years 1 to 9998: 0000-01-01, 0000-01-02""")
    void aSpanOfDaysThatCannotBeUsedIsRefusedByTheNameOfItsParameter(String query, String field, String detail) {
        assertRefused(get("/usage?user=mia&" + query), field, detail);
    }

    @Test
    void aBlankUserOrAnOverlongDeviceIsRefusedForUsageToo() {
        String days = "from=2026-03-17&to=2026-03-17";

        assertRefused(get("/usage?user={user}&" + days, " "), "user", "user must not be blank");
        assertRefused(
                get("/usage?user=mia&" + days + "&device_id={device}", OVERLONG),
                "device_id",
                "device_id must have at most 255 bytes in UTF-8");
    }

    @Test
    void aBlankDeviceOrServiceCannotBeBlocked() {
        assertRefused(block("{\"client_id\":\" \"}"), "client_id", "client_id must not be blank");
        assertRefused(block("{\"service_id\":\"youtube\"}"), "client_id", "client_id is missing");
        assertRefused(
                block("{\"client_id\":\"tv\",\"service_id\":\" \"}"), "service_id", "service_id must not be blank");
    }

    @Test
    void anEndBeforeTheStartOrInTheFutureIsRefused() {
        at("2026-03-17T12:00:00Z");
        String times =
                "'user_name':'mia','client_id':'tv','service_id':'s','started_at':'2026-03-17T10:00:00Z','ended_at':";

        assertRefused(
                start(body(times + "'2026-03-17T09:00:00Z'")),
                "ended_at",
                "endedAt must not be before startedAt: 2026-03-17T09:00:00Z < 2026-03-17T10:00:00Z");
        assertThat(start(body(times + "'2026-03-17T13:00:00Z'"))).hasStatus(HttpStatus.BAD_REQUEST);
        assertThat(change("/end", body(times + "'2026-03-17T09:00:00Z'"))).hasStatus(HttpStatus.BAD_REQUEST);
    }

    private static void assertRefused(MockMvcRequestBuilder request, String field, String detail) {
        assertThat(request)
                .hasStatus(HttpStatus.BAD_REQUEST)
                .hasContentTypeCompatibleWith(MediaType.APPLICATION_PROBLEM_JSON)
                .bodyJson()
                .isLenientlyEqualTo("""
                        {"status":400,"field":"%s","detail":"%s"}""".formatted(field, detail));
    }

    /** A viewing that is right but for one field. */
    private static String viewing(String field, String value) {
        Stream<String> others = Stream.of("user_name", "client_id", "service_id")
                .filter(name -> !name.equals(field))
                .map(name -> ",'" + name + "':'x'");
        return body("'" + field + "':" + value + others.reduce("", String::concat));
    }

    private static String body(String fields) {
        return "{" + fields.replace('\'', '"') + "}";
    }
}
