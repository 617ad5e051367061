package io.gatekeeper.sample.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.BDDMockito.willThrow;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** The order in which records and filter change, on a real PostgreSQL and an AdGuard Home that can fail. */
@SpringBootTest(properties = "sample.close-overdue-every=0s")
@Import(GatedViewingsTests.ClockConfiguration.class)
class GatedViewingsTests {

    private static final FakeAdGuard AD_GUARD = new FakeAdGuard();
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

    @Autowired
    private GatedViewings gated;

    @MockitoSpyBean
    private ViewRecordRepository viewings;

    @Autowired
    private SettableClock clock;

    @Autowired
    private OverdueSweep sweep;

    @DynamicPropertySource
    static void adGuard(DynamicPropertyRegistry properties) {
        properties.add("sample.gate.adguard.url", AD_GUARD::url);
        properties.add("sample.gate.adguard.timeout", () -> "10s");
    }

    @AfterAll
    static void close() {
        AD_GUARD.close();
    }

    @BeforeEach
    void everythingIsBlockedAndNobodyWatches() {
        viewings.deleteUser("mia");
        viewings.deleteUser("ben");
        AD_GUARD.with("TV", "tv", "youtube", "netflix").with("Tablet", "tablet", "youtube");
        AD_GUARD.failNext(0);
        at("10:00");
    }

    @Test
    void whatIsAllowedIsUnblockedAndRecorded() {
        allow("mia", "tv");

        assertThat(AD_GUARD.blocked("TV")).containsExactly("netflix");
        assertThat(viewings.findOpen()).hasSize(1);
    }

    @Test
    void whatCannotBeUnblockedIsNotRecorded() {
        AD_GUARD.failNext(1);

        assertThatExceptionOfType(GateException.class).isThrownBy(() -> allow("mia", "tv"));

        assertThat(viewings.findOpen()).isEmpty();
    }

    @Test
    void whatCannotBeRecordedIsBlockedAgain() {
        willThrow(new DataAccessResourceFailureException("unavailable"))
                .given(viewings)
                .append(any());

        assertThatExceptionOfType(DataAccessResourceFailureException.class).isThrownBy(() -> allow("mia", "tv"));

        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
    }

    @Test
    void whatIsAllowedOnceMoreAfterItHasEndedStaysBlocked() {
        NewViewing viewing = timed("mia", "tv").startingAt(clock.instant());
        gated.allow(viewing);
        gated.close("mia", "tv", "youtube");

        gated.allow(viewing);

        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
    }

    @Test
    void whatCannotBeBlockedHasNotEnded() {
        allow("mia", "tv");

        AD_GUARD.failNext(1);
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> gated.block("tv", "youtube"));
        AD_GUARD.failNext(1);
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> gated.block("tv"));
        AD_GUARD.failNext(1);
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> gated.close("mia", "tv", "youtube"));

        assertThat(viewings.findOpen()).hasSize(1);
    }

    @Test
    void aServiceStaysOpenForWhoeverElseWatchesItOnTheDevice() {
        allow("mia", "tv");
        allow("ben", "tv");

        gated.close("mia", "tv", "youtube");
        assertThat(AD_GUARD.blocked("TV")).doesNotContain("youtube");

        gated.close("ben", "tv", "youtube");
        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
    }

    @Test
    void aDeviceThatIsCutOffHasAllBlockedThatWasOpen() {
        allow("mia", "tv");
        gated.allow(NewViewing.unlimited("ben", "tv", "TV", "netflix"));
        allow("ben", "tablet");

        assertThat(gated.block("tv")).hasSize(2);

        assertThat(AD_GUARD.blocked("TV")).containsExactlyInAnyOrder("youtube", "netflix");
        assertThat(AD_GUARD.blocked("Tablet")).isEmpty();
    }

    @Test
    void moreTimeMovesTheEnd() {
        allow("mia", "tv");
        at("10:20");

        gated.extend("mia", "tv", "youtube", Duration.ofMinutes(15));

        assertThat(viewings.findOpen())
                .singleElement()
                .satisfies(viewing -> assertThat(viewing.dueAt()).contains(Instant.parse("2026-03-17T10:45:00Z")));
    }

    @Test
    void moreTimeForWhatHasNoEndOrIsNotOpenChangesNothing() {
        gated.allow(NewViewing.unlimited("ben", "tv", "TV", "netflix"));

        assertThat(gated.extend("ben", "tv", "netflix", HALF_AN_HOUR)).isEmpty();
        assertThat(gated.extend("mia", "tv", "youtube", HALF_AN_HOUR)).isEmpty();

        assertThat(AD_GUARD.blocked("TV")).containsExactly("youtube");
        assertThat(viewings.findOpen()).extracting(Viewing::startedAt).containsExactly(clock.instant());
    }

    @Test
    void theSweepBlocksAndEndsAtTheDueTimeWhenTheFilterAnswersAgain() {
        allow("mia", "tv");
        allow("ben", "tablet");
        at("11:00");

        AD_GUARD.failNext(1);
        sweep.run();
        assertThat(viewings.findOpen()).as("the one to be tried again").hasSize(1);

        sweep.run();
        assertThat(viewings.findOpen()).isEmpty();
        assertThat(viewings.findLatest("mia", "youtube"))
                .extracting(Viewing::endedAt)
                .containsExactly(Instant.parse("2026-03-17T10:30:00Z"));
        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
        assertThat(AD_GUARD.blocked("Tablet")).containsExactly("youtube");
    }

    @Test
    void theSweepLeavesOpenWhatSomebodyElseStillWatches() {
        allow("mia", "tv");
        gated.allow(NewViewing.unlimited("ben", "tv", "TV", "youtube"));
        at("11:00");

        sweep.run();

        assertThat(viewings.findOpen()).extracting(Viewing::userId).containsExactly("ben");
        assertThat(AD_GUARD.blocked("TV")).doesNotContain("youtube");
    }

    @Test
    void whatHasBeenExtendedMeanwhileIsNotEnded() {
        allow("mia", "tv");
        at("10:40");
        Viewing overdue = gated.findOverdue().get(0);
        viewings.extend("mia", "tv", "youtube", HALF_AN_HOUR);

        assertThat(gated.endAtDueTime(overdue)).isEmpty();

        assertThat(AD_GUARD.blocked("TV")).doesNotContain("youtube");
        assertThat(viewings.findOpen()).hasSize(1);
    }

    @Test
    void anOpenViewingThatIsEndedEarlierIsBlockedFirst() {
        Viewing viewing = gated.allow(timed("mia", "tv")).orElseThrow();
        at("10:20");

        gated.end(viewing, Instant.parse("2026-03-17T10:05:00Z"));

        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
        assertThat(viewings.findLatest("mia", "youtube"))
                .extracting(Viewing::watched)
                .containsExactly(Duration.ofMinutes(5));
    }

    @Test
    void anOpenViewingThatIsDeletedIsBlockedFirst() {
        Viewing viewing = gated.allow(timed("mia", "tv")).orElseThrow();

        AD_GUARD.failNext(1);
        assertThatExceptionOfType(GateException.class).isThrownBy(() -> gated.delete(viewing));
        assertThat(viewings.findOpen()).hasSize(1);

        assertThat(gated.delete(viewing)).isTrue();
        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
    }

    @Test
    void whatEndedLongAgoIsPutRightWithoutTheFilter() {
        Viewing viewing = gated.allow(timed("mia", "tv")).orElseThrow();
        gated.close("mia", "tv", "youtube");
        at("10:20");

        AD_GUARD.failNext(1);
        gated.end(viewing, Instant.parse("2026-03-17T10:05:00Z"));
        gated.allow(timed("mia", "tv")
                .startingAt(Instant.parse("2026-03-17T08:00:00Z"))
                .endingAt(clock.instant()));
        gated.delete(viewing);

        assertThat(viewings.findLatest("mia", "youtube")).hasSize(1);
    }

    @Test
    void whatAUserStillWatchesIsBlockedAndEnds() {
        allow("mia", "tv");
        allow("mia", "tablet");
        allow("ben", "tablet");

        gated.closeAll("mia");

        assertThat(AD_GUARD.blocked("TV")).contains("youtube");
        assertThat(AD_GUARD.blocked("Tablet")).isEmpty();
        assertThat(viewings.findOpen()).extracting(Viewing::userId).containsExactly("ben");
    }

    private void allow(String user, String device) {
        gated.allow(timed(user, device));
    }

    private static NewViewing timed(String user, String device) {
        return NewViewing.timed(user, device, device, "youtube", HALF_AN_HOUR);
    }

    private void at(String time) {
        clock.set(Instant.parse("2026-03-17T" + time + ":00Z"));
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ClockConfiguration {

        @Bean
        SettableClock clock() {
            return new SettableClock(Instant.EPOCH);
        }
    }
}
