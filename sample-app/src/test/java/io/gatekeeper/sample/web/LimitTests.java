package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpStatus;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;

/** Minutes per weekday and service, and what is left of them. */
class LimitTests extends ApiTest {

    private final String user = "user-" + UUID.randomUUID();

    @BeforeEach
    void onATuesday() {
        at("2026-03-17T10:00:00Z");
    }

    @Test
    void whoHasNoLimitsGetsAnEmptyObject() {
        assertThat(get("/limits?user={user}", user)).hasStatusOk().bodyJson().isStrictlyEqualTo("{}");
    }

    @Test
    void limitsAreAnsweredAndKept() {
        String limits = """
                {"netflix":{"SATURDAY":90,"SUNDAY":90},"youtube":{"MONDAY":30,"TUESDAY":45}}""";

        assertThat(limit(limits)).hasStatusOk().bodyJson().isStrictlyEqualTo(limits);
        assertThat(get("/limits?user={user}", user)).hasStatusOk().bodyJson().isStrictlyEqualTo(limits);
    }

    @Test
    void theLatestChangeHolds() {
        limit("{\"youtube\":{\"MONDAY\":30}}").exchange();
        at("2026-03-17T10:00:01Z");
        limit("{\"youtube\":{\"MONDAY\":60}}").exchange();

        assertThat(get("/limits?user={user}", user)).bodyJson().isStrictlyEqualTo("{\"youtube\":{\"MONDAY\":60}}");
    }

    @Test
    void twoChangesAtTheSameMomentAreOne() {
        limit("{\"youtube\":{\"MONDAY\":30}}").exchange();
        limit("{\"youtube\":{\"MONDAY\":60}}").exchange();

        assertThat(get("/limits?user={user}", user)).bodyJson().isStrictlyEqualTo("{\"youtube\":{\"MONDAY\":60}}");
    }

    @Test
    void limitsHoldAlthoughTheEarlierOnesWereSetByAClockThatWasAhead() {
        at("2026-03-20T10:00:00Z");
        limit("{\"netflix\":{\"MONDAY\":30},\"youtube\":{\"MONDAY\":30}}").exchange();
        at("2026-03-17T10:00:00Z");

        assertThat(limit("{\"youtube\":{\"MONDAY\":60}}"))
                .bodyJson()
                .isStrictlyEqualTo("{\"youtube\":{\"MONDAY\":60}}");
    }

    @Test
    void ofTwoChangesAtOnceOneHoldsAndNeverAMixture() {
        List<String> both = List.of("{\"netflix\":{\"MONDAY\":1}}", "{\"youtube\":{\"MONDAY\":2}}");

        for (int round = 0; round < 60; round++) {
            both.parallelStream().forEach(limits -> limit(limits).exchange());

            assertThat(get("/limits?user={user}", user)).bodyText().isIn(both);
        }
    }

    @Test
    void moreServicesThanAnyFamilyHasAreRefused() {
        String limits = IntStream.range(0, 201)
                .mapToObj(service -> "\"s" + service + "\":{}")
                .collect(Collectors.joining(",", "{", "}"));

        assertThat(limit(limits)).hasStatus(HttpStatus.BAD_REQUEST).bodyJson().isLenientlyEqualTo("""
                {"field":"body","detail":"The body must have limits for at most 200 services"}""");
    }

    @Test
    void aServiceThatIsNotSentHasNoLimitAnyMore() {
        limit("{\"netflix\":{\"MONDAY\":30},\"youtube\":{\"MONDAY\":30}}").exchange();
        at("2026-03-17T10:00:01Z");
        limit("{\"netflix\":{\"MONDAY\":30}}").exchange();

        assertThat(get("/limits?user={user}", user)).bodyJson().isStrictlyEqualTo("{\"netflix\":{\"MONDAY\":30}}");
    }

    @Test
    void anothersLimitsAreNotTouched() {
        put("{\"youtube\":{\"MONDAY\":15}}", "/limits?user=ben").exchange();

        limit("{\"youtube\":{\"MONDAY\":30}}").exchange();

        assertThat(get("/limits?user=ben")).bodyJson().isStrictlyEqualTo("{\"youtube\":{\"MONDAY\":15}}");
    }

    @Test
    void whatWasWatchedTodayIsTakenOffTodaysLimit() {
        limit("{\"youtube\":{\"TUESDAY\":30,\"WEDNESDAY\":0}}").exchange();
        watch("youtube");

        at("2026-03-17T10:10:00Z");

        assertThat(get("/limits/today?user={user}&service=youtube", user))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"date":"2026-03-17","limit_seconds":1800,"watched_seconds":600,"remaining_seconds":1200}""");
    }

    @Test
    void nothingIsLeftOnceTheLimitIsReached() {
        limit("{\"youtube\":{\"TUESDAY\":30}}").exchange();
        watch("youtube");

        at("2026-03-17T11:00:00Z");

        assertThat(get("/limits/today?user={user}&service=youtube", user))
                .bodyJson()
                .extractingPath("$.remaining_seconds")
                .isEqualTo(0);
    }

    @Test
    void onADayWithoutALimitThereIsNoRemainder() {
        limit("{\"youtube\":{\"MONDAY\":30}}").exchange();

        assertThat(get("/limits/today?user={user}&service=youtube", user))
                .hasStatusOk()
                .bodyJson()
                .isStrictlyEqualTo("""
                        {"date":"2026-03-17","limit_seconds":null,"watched_seconds":0,"remaining_seconds":null}""");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"youtube":{"MONDAY":-1}}    | youtube.MONDAY | youtube.MONDAY must be from 0 to 1440
            {"youtube":{"MONDAY":1441}}  | youtube.MONDAY | youtube.MONDAY must be from 0 to 1440
            {"youtube":{"MONDAY":null}}  | youtube.MONDAY | youtube.MONDAY must be from 0 to 1440
            {"youtube":{"MONDAY":1.5}}   | youtube.MONDAY | youtube.MONDAY must be a whole number up to 2147483647, or null
            {"youtube":{"monday":30}}    | youtube.monday | youtube.monday is not a weekday such as MONDAY
            {"youtube":null}             | youtube        | youtube must be an object of minutes by weekday
            {" ":{"MONDAY":30}}          | service        | service must not be blank
            [1]                          | body           | The body must be a JSON object
            """)
    void limitsThatCannotBeUsedAreRefusedByTheNameOfTheirFieldAndChangeNothing(
            String json, String field, String detail) {
        limit("{\"youtube\":{\"MONDAY\":30}}").exchange();

        assertThat(limit(json))
                .hasStatus(HttpStatus.BAD_REQUEST)
                .bodyJson()
                .isLenientlyEqualTo("{\"field\":\"%s\",\"detail\":\"%s\"}".formatted(field, detail));
        assertThat(get("/limits?user={user}", user)).bodyJson().isStrictlyEqualTo("{\"youtube\":{\"MONDAY\":30}}");
    }

    private void watch(String service) {
        start("""
                {"user_name":"%s","client_id":"tv","service_id":"%s"}""".formatted(user, service)).exchange();
    }

    private MockMvcRequestBuilder limit(String json) {
        return put(json, "/limits?user={user}", user);
    }
}
