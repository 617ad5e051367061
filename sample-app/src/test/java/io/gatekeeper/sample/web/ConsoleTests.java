package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

/** What the page asks for, in a household whose days begin at four in Berlin. */
@TestPropertySource(
        properties = {
            "gatekeeper.db.zone=Europe/Berlin",
            "gatekeeper.db.day-start=04:00",
            "sample.household.children=mia,ben",
            "sample.household.devices.[192.168.1.20]=TV",
            "sample.household.services.youtube=YouTube",
            "sample.household.quick-actions.Fun.services=youtube",
            "sample.household.quick-actions.Fun.minutes=60"
        })
class ConsoleTests extends ApiTest {

    @Test
    void theHouseholdIsAnsweredAsItIsConfigured() {
        assertThat(get("/household")).hasStatusOk().bodyJson().isStrictlyEqualTo("""
                {"zone":"Europe/Berlin","asks_for_pin":false,"children":["mia","ben"],"devices":{"192.168.1.20":"TV"},
                 "services":{"youtube":"YouTube"},"quick_actions":{"Fun":{"services":["youtube"],"minutes":60}}}""");
    }

    @Test
    void beforeTheDayBeginsItIsStillTheDayBefore() {
        at("2026-03-17T10:00:00Z");
        put("{\"youtube\":{\"TUESDAY\":60}}", "/limits?user=mia").exchange();
        put("{}", "/limits?user=ben").exchange();
        start("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":60}""").exchange();
        at("2026-03-17T23:40:00Z");

        assertThat(get("/today")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"as_of":"2026-03-17T23:40:00Z","date":"2026-03-17",
                 "open":[{"user_name":"mia","due_at":"2026-03-17T11:00:00Z"}],
                 "children":[
                   {"user_name":"mia","screen_time_seconds":3600,
                    "services":[{"service_id":"youtube","watched_seconds":3600,"limit_seconds":3600}]},
                   {"user_name":"ben","screen_time_seconds":0,"services":[]}]}""");
        assertThat(get("/limits/today?user=mia&service=youtube")).bodyJson().isLenientlyEqualTo("""
                {"date":"2026-03-17","remaining_seconds":0}""");
    }

    @Test
    void aDayHoldsWhateverReachesIntoItAndIsAsLongAsTheClocksMakeIt() {
        at("2026-03-29T01:50:00Z");
        start("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube"}""").exchange();
        at("2026-03-29T02:10:00Z");

        assertThat(get("/day?date=2026-03-28")).hasStatusOk().bodyJson().isLenientlyEqualTo("""
                {"date":"2026-03-28","starts_at":"2026-03-28T03:00:00Z","ends_at":"2026-03-29T02:00:00Z",
                 "viewings":[{"user_name":"mia"}]}""");
        assertThat(get("/day")).bodyJson().isLenientlyEqualTo("""
                {"date":"2026-03-29","starts_at":"2026-03-29T02:00:00Z","viewings":[{"user_name":"mia"}]}""");
    }

    @Test
    void whoWatchesWithoutBeingOfTheHouseholdIsShownAllTheSame() {
        at("2026-03-17T10:00:00Z");
        start("""
                {"user_name":"guest","client_id":"tv","service_id":"youtube"}""").exchange();

        assertThat(get("/today"))
                .bodyJson()
                .extractingPath("$.children[*].user_name")
                .asArray()
                .containsExactly("mia", "ben", "guest");
    }

    @Test
    void historyIsAnsweredOldestFirstAndAsCsvWithTheHouseholdsTimes() {
        at("2026-03-17T10:00:00Z");
        String viewing = """
                {"user_name":"mia","client_id":"tv","device_name":"=TV \\"1\\"","service_id":"youtube","minutes":30}""";
        start(viewing).exchange();
        at("2026-03-17T10:20:00Z");
        close(viewing.replace("\"device_name\":\"=TV \\\"1\\\"\",", "").replace(",\"minutes\":30", ""))
                .exchange();

        assertThat(get("/viewings?user=mia&from=2026-03-17&to=2026-03-17"))
                .hasStatusOk()
                .bodyJson()
                .isLenientlyEqualTo("[{\"user_name\":\"mia\",\"watched_seconds\":1200}]");
        assertThat(get("/viewings.csv?user=mia&month=2026-03"))
                .hasStatusOk()
                .hasContentType("text/csv;charset=UTF-8")
                .hasHeader("Content-Disposition", "attachment; filename=\"viewings-2026-03-01-to-2026-03-31.csv\"")
                .body()
                .asString()
                .isEqualTo("user,device,service,started,ended,minutes requested,seconds watched\r\n"
                        + "\"mia\",\"'=TV \"\"1\"\"\",\"youtube\",\"2026-03-17T11:00:00+01:00\","
                        + "\"2026-03-17T11:20:00+01:00\",\"30\",\"1200\"\r\n");
    }

    @Test
    void moreTimeIsAnsweredWithTheViewingThatHasItAndNothingWhereThereIsNone() {
        at("2026-03-17T10:00:00Z");
        start("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":30}""").exchange();
        at("2026-03-17T10:20:00Z");

        assertThat(extend("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":15}"""))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("due_at")
                .isEqualTo("2026-03-17T10:45:00Z");
        assertThat(extend("""
                {"user_name":"ben","client_id":"tv","service_id":"youtube","minutes":15}""")).hasStatus(204);
        assertThat(extend("""
                {"user_name":"mia","client_id":"tv","service_id":"youtube"}"""))
                .hasStatus(400)
                .bodyJson()
                .extractingPath("detail")
                .isEqualTo("minutes must be from 1 to 1440");
    }
}
