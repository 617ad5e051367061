package io.gatekeeper.sample.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.sample.limits.ServiceLimits;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The page in a browser, by hand, at a quarter to seven of a Tuesday in Berlin. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "sample.close-overdue-every=0s",
            "sample.pin=4711",
            "gatekeeper.db.zone=Europe/Berlin",
            "sample.household.children=Mia,Ben,<img src=x onerror=alert(1)>",
            "sample.household.devices.tv=Living room TV",
            "sample.household.devices.tablet=Tablet",
            "sample.household.services.youtube=YouTube",
            "sample.household.services.minecraft=Minecraft",
            "sample.household.services.netflix=Netflix",
            "sample.household.quick-actions.Fun.services=youtube,minecraft",
            "sample.household.quick-actions.Fun.minutes=60"
        })
@Import(ConsoleBrowserTests.ClockConfiguration.class)
@EnabledIf("io.gatekeeper.sample.browser.Browser#isInstalled")
class ConsoleBrowserTests {

    private static final String MORE = "[data-key='Mia|tv|youtube|+15 min']";

    @Autowired
    private ViewRecordRepository viewings;

    @Autowired
    private ServiceLimits limits;

    @Autowired
    private RunningClock clock;

    @LocalServerPort
    private int port;

    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @BeforeAll
    static void startBrowser() {
        browser = new Browser();
    }

    @AfterAll
    static void endBrowser() {
        browser.close();
    }

    @BeforeEach
    void anAfternoon() {
        browser.reset();
        viewings.findOpen().forEach(viewing -> viewings.deleteUser(viewing.userId()));
        for (String child : new String[] {"Mia", "Ben", "guest"}) {
            viewings.deleteUser(child);
        }
        clock.set("2026-03-17T17:45:00Z");
        limits.replace("Mia", Map.of("youtube", Map.of(DayOfWeek.TUESDAY, 60)));
        past("Mia", "youtube", "2026-03-17T14:00:00Z", 45);
        past("Mia", "minecraft", "2026-03-17T14:30:00Z", 30);
        past("Ben", "netflix", "2026-03-16T16:00:00Z", 60);
        viewings.closeOverdue();
    }

    @Test
    void aViewingIsAllowedExtendedAndBlockedByHand() {
        open();
        browser.await("#now", "Nobody is watching.");

        browser.choose("user_name", "Mia");
        browser.choose("service_id", "youtube");
        browser.choose("client_id", "tv");
        browser.click("#allow button.main");
        browser.await("#pin", "Changes ask for the PIN.");
        browser.type("#pin input", "0000");
        browser.click("#pin button.main");
        browser.await("#pin", "The PIN is missing or wrong.");
        browser.type("#pin input", "4711");
        browser.click("#pin button.main");

        browser.await("#now", "Living room TV · since 18:45 · until 19:15");
        String left = browser.text("#now .left");
        assertThat(browser.await("#now .left", text -> !text.equals(left))).matches("2\\d:\\d\\d left");

        browser.click(MORE);
        browser.await("#now", "until 19:");
        browser.await("#now .left", text -> text.matches("4\\d:\\d\\d left"));
        assertThat(browser.focused()).isEqualTo("Mia|tv|youtube|+15 min");

        browser.click("[data-key='Mia|tv|youtube|Block']");
        browser.await("#now", "Nobody is watching.");
        assertThat(viewings.findOpen()).isEmpty();
        browser.await("#today", "45 min of 1 h · 15 min left");
    }

    @Test
    void aQuickActionAllowsSeveralServices() {
        open();

        browser.choose("user_name", "Ben");
        browser.choose("client_id", "tablet");
        browser.click("[data-key='quick-Fun']");
        enterPin();

        browser.await("#now", text -> text.contains("Ben YouTube") && text.contains("Ben Minecraft"));
    }

    @Test
    void anEndIsCorrectedAndWhatNeverWasIsDeletedByHand() {
        open();

        browser.click("[data-key='day-table-summary']");
        browser.click("[data-key='correct|Mia|tv|youtube|2026-03-17T14:00:00Z']");
        browser.await("#viewing", "Mia, YouTube, Living room TV");
        browser.set("#viewing [name='ended_at']", "2026-03-17T15:20");
        browser.click("#viewing [value='save']");
        enterPin();
        browser.await("#today", "20 min of 1 h · 40 min left");
        browser.await("#day details[open]", "15:20");

        browser.click("[data-key='correct|Mia|tv|minecraft|2026-03-17T14:30:00Z']");
        browser.await("#viewing", "Mia, Minecraft");
        browser.click("#viewing [value='delete']");
        browser.await("#day", text -> !text.contains("Minecraft"));
        assertThat(viewings.findLatest("Mia", "minecraft")).isEmpty();
    }

    @Test
    void aPastViewingIsEnteredByHandInTheHouseholdsTime() {
        browser.moveTo("America/New_York");
        open();

        browser.click("#day-enter");
        browser.await("#viewing", "Enter a past viewing");
        browser.choose("user_name", "Ben", "#viewing ");
        browser.choose("service_id", "minecraft", "#viewing ");
        browser.set("#viewing [name='started_at']", "2026-03-17T16:00");
        browser.set("#viewing [name='ended_at']", "2026-03-17T16:30");
        browser.click("#viewing [value='save']");
        enterPin();

        browser.await("#today", "Minecraft 30 min");
        assertThat(viewings.findLatest("Ben", "minecraft"))
                .extracting(Viewing::startedAt)
                .containsExactly(Instant.parse("2026-03-17T15:00:00Z"));
    }

    @Test
    void aMonthIsSavedAsCsv() {
        open();

        assertThat(browser.run("return document.querySelector(\"[data-key='csv-Mia']\").getAttribute('href')"))
                .isEqualTo("/api/v1/viewings.csv?user=Mia&month=2026-03");
    }

    @Test
    void limitsAreEditedInADialog() {
        open();

        browser.click("[data-key='limits-Mia']");
        browser.await("#limits", "Limits of Mia");
        browser.type("[data-service='minecraft'][data-day='TUESDAY']", "20");
        browser.click("#limits button.main");
        enterPin();

        browser.await("#today", "30 min of 20 min · 10 min over");
        assertThat(limits.findLatest("Mia", "youtube").orElseThrow()).containsEntry(DayOfWeek.TUESDAY, 60);
    }

    @Test
    void whatAnotherInstanceRecordsAppearsByItselfAndLeavesTheKeyboardAndAnOpenTableAlone() {
        open();
        browser.click("[data-key='days-table-summary']");
        browser.await("#days details[open]", "Screen time");
        watch("Mia", "tv", "youtube");
        browser.await("#now", "Mia YouTube");
        browser.focus(MORE);

        watch("Ben", "tablet", "minecraft");
        browser.await("#now", "Ben Minecraft");

        assertThat(browser.focused()).isEqualTo("Mia|tv|youtube|+15 min");
        browser.await("#days details[open]", "Screen time");
        browser.await("#day", "Ben");
    }

    @Test
    void aServerThatIsGoneIsSaidWithWhatIsStillShownAndMadeGoodWhenItIsBack() {
        watch("Mia", "tv", "youtube");
        open();
        browser.await("#now", "Mia YouTube");

        browser.cut(true);
        browser.await("#connection", "Not up to date: what you see is of 18:4");
        assertThat(browser.text("#now")).contains("Mia YouTube");
        browser.assertSound("offline");
        viewings.closeAll("tv");

        browser.cut(false);
        browser.await("#connection", "Up to date");
        browser.await("#now", "Nobody is watching.");
    }

    @Test
    void aNameIsTextWhateverItHolds() {
        viewings.append(NewViewing.unlimited("guest", "<b>tv</b>", "<img src=x onerror=alert(2)>", "<script>"));
        open();

        browser.await("#now", "<img src=x onerror=alert(2)>");
        browser.await("#today", "<img src=x onerror=alert(1)>");
        assertThat(browser.run("return document.querySelectorAll('main img, main b, main script').length"))
                .isEqualTo(0L);
    }

    @ParameterizedTest
    @CsvSource({"America/New_York", "Pacific/Auckland"})
    void aBrowserElsewhereShowsTheHouseholdsDayAndTimes(String zone) {
        browser.moveTo(zone);
        watch("Mia", "tv", "youtube");
        open();

        browser.await("#clock", text -> text.contains("18:4") && text.contains("Europe/Berlin"));
        browser.await("#now", "since 18:4");
        browser.await("#day", "Tuesday");
        assertThat(browser.run("return document.getElementById('day-date').value"))
                .isEqualTo("2026-03-17");
        assertThat(browser.text("#day .ticks")).contains("15:00");
    }

    @Test
    void theClockOfTheBrowserCountsForNothing() {
        browser.open("http://localhost:" + port + "/icon.svg");
        watch("Mia", "tv", "youtube");
        open();
        browser.run("Date.now = () => 0");

        browser.await("#now .left", text -> text.matches("(29|30):\\d\\d left"));
    }

    @Test
    void onTheDayOnWhichTheClocksGoForwardThereAre23Hours() {
        clock.set("2026-03-29T19:00:00Z");
        past("Mia", "youtube", "2026-03-29T00:30:00Z", 60);
        past("Mia", "netflix", "2026-03-29T16:00:00Z", 60);
        viewings.closeOverdue();
        open();

        browser.await("#day", "Sunday");
        browser.await("#day", "a day of 23 hours");
        browser.click("[data-key='day-table-summary']");
        assertThat(browser.text("#day table")).contains("01:30").contains("03:30");
    }

    @Test
    void aColumnOpensItsDayAndTheDayCanBeStepped() {
        open();

        browser.click("[data-key='child-Ben']");
        browser.await("#days", "Ben:");
        browser.click("[data-key='day-2026-03-16']");
        browser.await("#day", "Monday");
        browser.await("#day .lane", "Netflix");
        browser.click("#day-before");
        browser.await("#day", "Nobody watched anything.");
    }

    @ParameterizedTest
    @CsvSource({"320, light", "320, dark", "390, light", "390, dark", "1280, light", "1280, dark"})
    void itCanBeReadByEverybodyAtEveryWidthAndInBothSchemes(int width, String scheme) {
        browser.look(width, scheme);
        watch("Mia", "tv", "youtube");
        watch("Ben", "tablet", "minecraft");
        open();
        browser.await("#now", "Ben Minecraft");

        browser.assertSound("page-" + width + "-" + scheme);
        browser.click("[data-key='length-30']");
        browser.await("#days .many", text -> !text.isEmpty());
        browser.click("[data-key='days-table-summary']");
        browser.click("[data-key='day-table-summary']");
        browser.assertSound("tables-" + width + "-" + scheme);
        browser.click("[data-key='limits-Mia']");
        browser.await("#limits", "Limits of Mia");
        browser.assertSound("limits-" + width + "-" + scheme);
        browser.click("#limits button[value='cancel']");
        browser.click("#day-enter");
        browser.await("#viewing", "Enter a past viewing");
        browser.assertSound("viewing-" + width + "-" + scheme);
        browser.click("#viewing button[value='cancel']");
        browser.click(MORE);
        browser.await("#pin", "Changes ask for the PIN.");
        browser.assertSound("pin-" + width + "-" + scheme);
        assertThat(browser.log()).isEqualTo(List.of());
        assertThat(
                        browser.run(
                                "return performance.getEntriesByType('resource').every(e => e.name.startsWith(location.origin))"))
                .isEqualTo(true);
    }

    @Test
    void aForeignPageChangesNothing() throws IOException {
        watch("Mia", "tv", "youtube");
        HttpServer foreign = foreignPage();
        try {
            browser.open("http://localhost:" + foreign.getAddress().getPort() + "/");
            Awaitility.await().until(() -> "done".equals(browser.run("return document.title")));
            browser.click("button");
            browser.await("body", "Only the console's own page may change something here.");

            assertThat(viewings.findOpen()).extracting(Viewing::userId).containsExactly("Mia");
        } finally {
            foreign.stop(0);
        }
    }

    /** Another site than 127.0.0.1, which tries what needs no permission: a request without cors, and a form. */
    private HttpServer foreignPage() throws IOException {
        String block = "http://127.0.0.1:" + port + "/api/v1/viewings/block";
        byte[] page = ("<form method=post enctype=text/plain action='" + block + "'>"
                        + "<input type=hidden name='{\"client_id\":\"tv\",\"x' value='\":1}'><button>Win</button></form>"
                        + "<script>fetch('" + block
                        + "', {method: 'POST', mode: 'no-cors', body: '{\"client_id\":\"tv\"}'})"
                        + ".finally(() => document.title = 'done')</script>")
                .getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", call -> {
            call.getResponseHeaders().add("Content-Type", "text/html");
            call.sendResponseHeaders(200, page.length);
            call.getResponseBody().write(page);
            call.close();
        });
        server.start();
        return server;
    }

    private void open() {
        browser.open("http://localhost:" + port + "/");
        browser.await("#connection", "Up to date");
    }

    private void enterPin() {
        browser.await("#pin", "Changes ask for the PIN.");
        browser.type("#pin input", "4711");
        browser.click("#pin button.main");
    }

    private void watch(String child, String device, String service) {
        viewings.append(NewViewing.timed(child, device, device, service, Duration.ofMinutes(30)));
    }

    private void past(String child, String service, String start, int minutes) {
        viewings.append(NewViewing.timed(child, "tv", "Living room TV", service, Duration.ofMinutes(minutes))
                .startingAt(Instant.parse(start)));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ClockConfiguration {

        @Bean
        RunningClock clock() {
            return new RunningClock();
        }
    }
}
