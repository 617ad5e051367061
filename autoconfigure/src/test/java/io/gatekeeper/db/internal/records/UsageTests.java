package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UsageTests extends RepositoryTests {

    private static final LocalDate MONDAY = LocalDate.parse("2026-03-16");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-17");

    @Test
    void aViewingOverMidnightCountsOnBothDaysForItsPart() {
        watch("youtube", "2026-03-16T23:30:00Z", "2026-03-17T00:30:00Z");

        Usage usage = repository.usage(UsageQuery.between(RIKKI, MONDAY, TUESDAY));

        assertThat(usage.days())
                .extracting(DayUsage::screenTime)
                .containsExactly(Duration.ofMinutes(30), Duration.ofMinutes(30));
        assertThat(usage.days())
                .extracting(day -> day.services().get("youtube"))
                .extracting(ServiceUsage::viewings)
                .containsExactly(1, 0);
        assertThat(usage.total()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void parallelServicesCountEachButOnceAsScreenTime() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        watch("minecraft", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        DayUsage day = repository.usage(UsageQuery.of(RIKKI, TUESDAY)).days().get(0);

        assertThat(day.screenTime()).isEqualTo(Duration.ofHours(1));
        assertThat(day.total()).isEqualTo(Duration.ofHours(2));
        assertThat(day.services().keySet()).containsExactly("minecraft", "youtube");
    }

    @Test
    void aDoubleStartCountsOnce() {
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T10:05:00Z");
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T10:35:00Z");
        repository.closeAll("tv", "youtube");

        ServiceUsage youtube = youtube(TUESDAY);

        assertThat(youtube.watched()).isEqualTo(Duration.ofMinutes(35));
        assertThat(youtube.viewings()).isEqualTo(2);
    }

    @Test
    void twoDevicesAtOnceCountEachButOnceAsScreenTime() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        clock.set("2026-03-17T10:30:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "youtube"));
        clock.set("2026-03-17T11:30:00Z");
        repository.close(RIKKI, "phone", "youtube");

        DayUsage day = repository.usage(UsageQuery.of(RIKKI, TUESDAY)).days().get(0);

        assertThat(day.screenTime()).isEqualTo(Duration.ofMinutes(90));
        assertThat(day.services().get("youtube"))
                .isEqualTo(new ServiceUsage(
                        Duration.ofHours(2),
                        Duration.ofMinutes(90),
                        2,
                        new TreeMap<>(Map.of("tv", Duration.ofHours(1), "phone", Duration.ofHours(1)))));
    }

    @Test
    void oneDeviceAloneCanBeAskedFor() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "netflix"));
        clock.advance(Duration.ofMinutes(5));

        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, TUESDAY).onDevice("phone"))
                        .byService())
                .containsExactly(Map.entry("netflix", Duration.ofMinutes(5)));
        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, TUESDAY).onDevice("tablet"))
                        .total())
                .isZero();
    }

    @ParameterizedTest(name = "{0} minutes after the start of 60: {1}")
    @CsvSource({"0, 0", "50, 50", "60, 60", "90, 60", "3000, 60"})
    void aLiveViewingCountsUpToNowButNotBeyondItsDueTime(long minutes, long counted) {
        clock.set("2026-03-17T00:00:00Z");
        repository.append(timed("youtube", 60));
        clock.advance(Duration.ofMinutes(minutes));

        assertThat(youtube(TUESDAY).watched()).isEqualTo(Duration.ofMinutes(counted));
        assertThat(repository.usage(UsageQuery.of(RIKKI, TUESDAY).closedOnly()).total())
                .isZero();
    }

    @Test
    void everyDayIsThereEvenWithoutUsage() {
        Usage usage = repository.usage(UsageQuery.between("nobody", MONDAY, MONDAY.plusDays(6)));

        assertThat(usage.days())
                .extracting(DayUsage::date)
                .containsExactlyElementsOf(MONDAY.datesUntil(MONDAY.plusDays(7)).toList());
        assertThat(usage.days())
                .allMatch(day -> day.screenTime().isZero() && day.services().isEmpty());
        assertThat(usage.total()).isZero();
        assertThat(usage.byService()).isEmpty();
        assertThat(usage.zone()).isEqualTo(ZoneId.of("UTC"));
        assertThat(usage.asOf()).isEqualTo(clock.instant());
    }

    @Test
    void whatIsLeftOfALimitIsNeverNegative() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        DayUsage day = repository.usage(UsageQuery.of(RIKKI, TUESDAY)).days().get(0);

        assertThat(day.remaining(Duration.ofMinutes(90))).isEqualTo(Duration.ofMinutes(30));
        assertThat(day.remaining(Duration.ofMinutes(60))).isZero();
        assertThat(day.remaining(Duration.ofMinutes(30))).isZero();
    }

    /** Who watches around the clock has watched as long as the day is. */
    @ParameterizedTest(name = "{1} in {0} from {2}: {3}")
    @CsvSource({
        "Europe/Berlin,       2026-03-29, 00:00, PT23H",
        "Europe/Berlin,       2026-10-25, 00:00, PT25H",
        "Europe/Berlin,       2026-10-25, 04:00, PT24H",
        "Australia/Lord_Howe, 2026-04-05, 00:00, PT24H30M",
        "Australia/Lord_Howe, 2026-10-04, 00:00, PT23H30M",
        "America/Sao_Paulo,   2018-11-04, 00:00, PT23H",
        "Africa/Cairo,        2026-04-24, 00:00, PT23H",
        "Pacific/Apia,        2011-12-30, 00:00, PT0S",
        "UTC,                 2026-03-17, 04:00, PT24H"
    })
    void aDayIsWatchedForAsLongAsItIs(String zone, LocalDate date, String dayStart, Duration length) {
        clock.set(date.plusDays(3) + "T12:00:00Z");
        ViewRecordRepository there = records.repository(clock, zone, dayStart);
        there.append(unlimited("youtube").startingAt(at(date.minusDays(3) + "T12:00:00Z")));
        there.close(RIKKI, "tv", "youtube");

        Usage usage = there.usage(UsageQuery.between(RIKKI, date.minusDays(4), date.plusDays(4)));

        assertThat(usage.days().get(4).date()).isEqualTo(date);
        assertThat(usage.days().get(4).screenTime()).isEqualTo(length);
        assertThat(usage.total()).isEqualTo(Duration.ofDays(6));
    }

    @Test
    void berlinsShortNightIsOfFiveHoursAndItsLongOneOfSeven() {
        ViewRecordRepository berlin = records.inZone("Europe/Berlin");
        watch("short", "2026-03-28T23:00:00Z", "2026-03-29T04:00:00Z");
        watch("long", "2026-10-24T22:00:00Z", "2026-10-25T05:00:00Z");

        assertThat(berlin.usage(UsageQuery.of(RIKKI, LocalDate.parse("2026-03-29")))
                        .total())
                .isEqualTo(Duration.ofHours(5));
        assertThat(berlin.usage(UsageQuery.of(RIKKI, LocalDate.parse("2026-10-25")))
                        .total())
                .isEqualTo(Duration.ofHours(7));
    }

    @Test
    void aDayThatStartsAtFourHasTheNightBeforeInIt() {
        watch("youtube", "2026-03-17T01:00:00Z", "2026-03-17T02:00:00Z");

        assertThat(records.repository(clock, "UTC", "04:00")
                        .usage(UsageQuery.between(RIKKI, MONDAY, TUESDAY))
                        .days())
                .extracting(DayUsage::screenTime)
                .containsExactly(Duration.ofHours(1), Duration.ZERO);
    }

    @Test
    void changingTheZoneKeepsEveryReadRight() {
        ViewRecordRepository kiritimati = records.inZone("Pacific/Kiritimati");
        ViewRecordRepository baker = records.inZone("Etc/GMT+12");
        clock.set("2026-03-17T11:00:00Z");
        kiritimati.append(unlimited("youtube"));
        baker.append(unlimited("netflix"));
        clock.set("2026-03-17T11:30:00Z");
        kiritimati.closeAll("tv");

        assertThat(records.days(RIKKI)).containsExactly("2026-03-16", "2026-03-18");
        assertThat(repository.usage(UsageQuery.of(RIKKI, TUESDAY)).byService()).hasSize(2);
        assertThat(baker.usage(UsageQuery.of(RIKKI, MONDAY)).byService()).hasSize(2);
        assertThat(kiritimati.usage(UsageQuery.of(RIKKI, TUESDAY.plusDays(1))).byService())
                .hasSize(2);
        assertThat(repository.secondsToday(RIKKI)).hasSize(2);
        assertThat(baker.secondsToday(RIKKI)).hasSize(2);
        assertThat(kiritimati.secondsToday(RIKKI)).hasSize(2);
        assertThat(repository.findBetween(RIKKI, at("2026-03-17T11:00:00Z"), at("2026-03-17T11:00:01Z")))
                .hasSize(2);
    }

    @Test
    void anUnlimitedViewingOfFortyDaysCountsWhereItBelongsWhicheverRecordHoldsIt() {
        clock.set("2026-02-05T12:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T12:00:00Z");

        assertThat(youtube(TUESDAY).watched()).isEqualTo(Duration.ofHours(12));
        repository.close(RIKKI, "tv", "youtube");

        assertThat(youtube(TUESDAY).watched()).isEqualTo(Duration.ofHours(12));
        assertThat(youtube(LocalDate.parse("2026-02-20")).watched()).isEqualTo(Duration.ofHours(24));
        assertThat(youtube(LocalDate.parse("2026-02-05")).viewings()).isEqualTo(1);
        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 40 * 86_400L));
        assertThat(repository.usage(UsageQuery.of(RIKKI, TUESDAY.plusDays(1))).total())
                .isZero();
    }

    @Test
    void aViewingWithoutReadableStartCountsItsSecondsBeforeItsEnd() {
        records.store(RIKKI, "2026-03-17", """
                {"devices":{"tv":{"services":{"youtube":[{"unblock_started_at":7,
                  "unblock_ended_at":"2026-03-17T00:10:00Z","actual_duration_seconds":1200}]}}}}""");

        assertThat(repository.usage(UsageQuery.between(RIKKI, MONDAY, TUESDAY)).days())
                .extracting(DayUsage::screenTime)
                .containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(10));
    }

    @Test
    void anEndBeforeTheStartCountsNothing() {
        records.store(RIKKI, "2026-03-17", """
                {"devices":{"tv":{"services":{"youtube":[{"unblock_started_at":"2026-03-17T10:00:00Z",
                  "unblock_ended_at":"2026-03-17T09:00:00Z","actual_duration_seconds":-3600}]}}}}""");

        assertThat(youtube(TUESDAY).watched()).isZero();
        assertThat(repository.secondsToday(RIKKI)).isEmpty();
    }

    @Test
    void aStartAheadOfTheClockCountsNothingYet() {
        ViewRecordRepository ahead =
                records.repository(Clock.fixed(at("2026-03-17T10:05:00Z"), ZoneId.of("UTC")), "UTC", "00:00");
        ahead.append(unlimited("youtube"));

        assertThat(youtube(TUESDAY).watched()).isZero();
        assertThat(repository.close(RIKKI, "tv", "youtube"))
                .get()
                .satisfies(closed -> assertThat(closed.watched()).isZero());
        assertThat(youtube(TUESDAY).watched()).isZero();
    }

    @Test
    void queriesThatMakeNoSenseAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.between(RIKKI, TUESDAY, MONDAY))
                .withMessageStartingWith("from must not be after to: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.between(RIKKI, MONDAY, MONDAY.plusDays(3_660)))
                .withMessageStartingWith("from and to must span at most 3660 days: ");
        assertThatIllegalArgumentException().isThrownBy(() -> UsageQuery.of(" ", MONDAY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> UsageQuery.of(RIKKI, MONDAY).onDevice(""));
        assertThatIllegalArgumentException().isThrownBy(() -> UsageQuery.of(RIKKI, LocalDate.MIN));
        assertThatIllegalArgumentException().isThrownBy(() -> UsageQuery.of(RIKKI, LocalDate.MAX));
        assertThat(repository
                        .usage(UsageQuery.between(RIKKI, MONDAY, MONDAY.plusDays(3_659)))
                        .days())
                .hasSize(3_660);
    }

    @Test
    void whatIsReportedCannotBeModified() {
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T11:00:00Z");

        Usage usage = repository.usage(UsageQuery.of(RIKKI, TUESDAY));

        DayUsage day = usage.days().get(0);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(usage.days()::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(usage.byService()::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(day.services()::clear);
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(youtube(day).byDevice()::clear);
    }

    private ServiceUsage youtube(LocalDate day) {
        return youtube(repository.usage(UsageQuery.of(RIKKI, day)).days().get(0));
    }

    private static ServiceUsage youtube(DayUsage day) {
        return Objects.requireNonNull(day.services().get("youtube"));
    }
}
