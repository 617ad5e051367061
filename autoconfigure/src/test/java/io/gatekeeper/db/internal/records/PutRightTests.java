package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ServiceUsage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Exactly this viewing, past ones, more time, and clocks that ran ahead. */
@OnEveryVariant
class PutRightTests extends RepositoryTests {

    private final ViewingCorrections corrections;

    PutRightTests(Variant variant) {
        super(variant);
        corrections = variant.corrections(repository, clock);
    }

    @Test
    void closingAViewingEndsExactlyThatOneHoweverOftenItIsRetried() {
        Viewing first = repository.append(unlimited("youtube")).orElseThrow();
        clock.set("2026-03-17T10:10:00Z");
        Viewing second = repository.append(unlimited("youtube")).orElseThrow();
        clock.set("2026-03-17T10:30:00Z");

        Viewing ended = repository.close(second).orElseThrow();
        clock.set("2026-03-17T10:31:00Z");

        assertThat(repository.close(second)).contains(ended);
        assertThat(ended.endedAt()).isEqualTo(at("2026-03-17T10:30:00Z"));
        assertThat(repository.findOpen()).containsExactly(first);
    }

    @Test
    void closingAViewingThatIsNotStoredEndsNothing() {
        Viewing gone = repository.append(unlimited("youtube")).orElseThrow();
        repository.deleteUser(RIKKI);
        repository.append(unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z")));

        assertThat(repository.close(gone)).isEmpty();
        assertThat(repository.findOpen()).hasSize(1);
    }

    @Test
    void dayStartLimit() {
        ViewRecordRepository fromFour = emptyRepository("UTC", "04:00");
        ViewingDays days = new ViewingDays(ZoneId.of("UTC"), LocalTime.of(4, 0), clock);
        watch(fromFour, "youtube", "2026-03-16T20:00:00Z", "2026-03-16T20:45:00Z");
        watch(fromFour, "youtube", "2026-03-17T00:10:00Z", "2026-03-17T00:25:00Z");
        clock.set("2026-03-17T00:40:00Z");

        assertThat(days.today()).isEqualTo(LocalDate.parse("2026-03-16"));
        assertThat(fromFour.usage(UsageQuery.of(RIKKI, days.today())).days())
                .extracting(day -> day.remaining(Duration.ofHours(1)))
                .containsExactly(Duration.ZERO);
    }

    @Test
    void pastEntry() {
        Viewing running = repository
                .append(unlimited("youtube").startingAt(at("2026-03-17T10:00:00Z")))
                .orElseThrow();
        clock.set("2026-03-17T15:00:00Z");
        NewViewing past =
                unlimited("youtube").startingAt(at("2026-03-17T12:00:10Z")).endingAt(at("2026-03-17T12:25:40Z"));

        Viewing stored = repository.append(past).orElseThrow();

        assertThat(stored.endedAt()).isEqualTo(at("2026-03-17T12:25:40Z"));
        assertThat(stored.watched()).isEqualTo(Duration.ofSeconds(1530));
        assertThat(repository.findOpen()).containsExactly(running);
        assertThat(repository.secondsToday(RIKKI)).containsEntry("youtube", 1530L);
    }

    @Test
    void aPastEntryOfAViewingThatIsOpenEndsIt() {
        repository.append(timed("youtube", 30).startingAt(at("2026-03-17T09:00:00Z")));

        repository.append(
                timed("youtube", 30).startingAt(at("2026-03-17T09:00:00Z")).endingAt(at("2026-03-17T09:20:00Z")));

        assertThat(repository.findOpen()).isEmpty();
        assertThat(repository.secondsToday(RIKKI)).containsEntry("youtube", 1200L);
    }

    @Test
    void aPastEntryOfAViewingThatHasEndedChangesNothing() {
        NewViewing past = unlimited("youtube").startingAt(at("2026-03-17T09:00:00Z"));
        Viewing stored =
                repository.append(past.endingAt(at("2026-03-17T09:20:00Z"))).orElseThrow();

        assertThat(repository.append(past.endingAt(at("2026-03-17T09:50:00Z")))).contains(stored);
        assertThat(repository.secondsToday(RIKKI)).containsEntry("youtube", 1200L);
    }

    @Test
    void historyIsLoadedAtOnce() {
        List<NewViewing> history = LocalDate.parse("2026-01-01")
                .datesUntil(LocalDate.parse("2026-03-01"))
                .map(day ->
                        unlimited("youtube").startingAt(at(day + "T10:00:00Z")).endingAt(at(day + "T10:30:00Z")))
                .toList();

        repository.appendAll(history);
        repository.appendAll(history);

        assertThat(repository
                        .usage(UsageQuery.month(RIKKI, YearMonth.of(2026, 2)))
                        .screenTime())
                .isEqualTo(Duration.ofHours(14));
        assertThat(repository
                        .usage(UsageQuery.week(RIKKI, LocalDate.parse("2026-01-01"), DayOfWeek.MONDAY))
                        .screenTime())
                .isEqualTo(Duration.ofHours(2));
    }

    @Test
    void anEndAheadOfTheClockIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> repository.append(unlimited("youtube")
                        .startingAt(at("2026-03-17T09:00:00Z"))
                        .endingAt(at("2026-03-17T10:00:01Z"))))
                .withMessageContaining("2026-03-17T10:00:01Z");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> unlimited("youtube").endingAt(at("2026-03-17T09:00:00Z")))
                .withMessageContaining("startingAt");
    }

    @Test
    void fifteenMore() {
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T10:20:00Z");

        Viewing extended = repository
                .extend(RIKKI, "tv", "youtube", Duration.ofMinutes(15))
                .orElseThrow();

        assertThat(extended.dueAt()).contains(at("2026-03-17T10:45:00Z"));
        assertThat(repository.findOpen()).containsExactly(extended);
    }

    @Test
    void aViewingThatIsOverdueCanBeExtended() {
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T10:40:00Z");

        repository.extend(RIKKI, "tv", "youtube", Duration.ofMinutes(15));

        assertThat(repository.closeOverdue()).isEmpty();
        clock.set("2026-03-17T10:45:00Z");
        assertThat(repository.closeOverdue()).hasSize(1);
    }

    @Test
    void whereTheLatestIsUnlimitedOrNoneIsOpenNothingIsExtended() {
        assertThat(repository.extend(RIKKI, "tv", "youtube", Duration.ofMinutes(15)))
                .isEmpty();
        repository.append(timed("youtube", 30));
        clock.set("2026-03-17T10:05:00Z");
        repository.append(unlimited("youtube"));

        assertThat(repository.extend(RIKKI, "tv", "youtube", Duration.ofMinutes(15)))
                .isEmpty();
        assertThat(repository.findOpen().get(0).requested()).isEqualTo(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1M", "PT90S", "PT59S"})
    void moreTimeIsWholeMinutes(Duration by) {
        assertThatIllegalArgumentException().isThrownBy(() -> repository.extend(RIKKI, "tv", "youtube", by));
    }

    @Test
    void aForgottenViewingEndsAfterTheLongestTime() {
        repository.append(unlimited("youtube"));
        repository.append(timed("films", 600));
        clock.set("2026-03-17T14:30:00Z");

        List<Viewing> closed = repository.closeOverdue(Duration.ofHours(4));

        assertThat(closed).singleElement().satisfies(viewing -> {
            assertThat(viewing.serviceId()).isEqualTo("youtube");
            assertThat(viewing.endedAt()).isEqualTo(at("2026-03-17T14:00:00Z"));
        });
        assertThatIllegalArgumentException().isThrownBy(() -> repository.closeOverdue(Duration.ZERO));
    }

    @Test
    void clockAhead() {
        clock.set("2036-03-17T10:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2036-03-17T10:20:00Z");
        repository.close(RIKKI, "tv", "youtube");
        Viewing stray = repository.append(unlimited("youtube")).orElseThrow();
        clock.set("2026-03-17T10:00:00Z");
        Viewing running = repository.append(unlimited("youtube")).orElseThrow();
        clock.set("2026-03-17T10:30:00Z");

        assertThat(repository.findLatest(RIKKI, "youtube")).containsExactly(running);
        Viewing closed = repository.close(RIKKI, "tv", "youtube").orElseThrow();

        assertThat(closed.startedAt()).isEqualTo(running.startedAt());
        assertThat(repository.secondsToday(RIKKI)).containsEntry("youtube", 1800L);
        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, LocalDate.parse("2026-03-17")))
                        .screenTime())
                .isEqualTo(Duration.ofMinutes(30));
        assertThat(corrections.delete(stray)).isTrue();
        assertThat(repository.findOpen()).isEmpty();
    }

    @Test
    void ofAClockThatRanAheadByAnHourUsageCountsNothingYet() {
        clock.set("2026-03-17T12:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T12:30:00Z");
        repository.close(RIKKI, "tv", "youtube");

        clock.set("2026-03-17T11:00:00Z");

        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, LocalDate.parse("2026-03-17")))
                        .total())
                .isZero();
    }

    @Test
    void twoDevicesLimit() {
        repository.append(NewViewing.unlimited(RIKKI, "tv", "TV", "youtube"));
        repository.append(NewViewing.unlimited(RIKKI, "tablet", "Tablet", "youtube"));
        clock.set("2026-03-17T10:30:00Z");

        SortedMap<String, ServiceUsage> services = repository
                .usage(UsageQuery.of(RIKKI, LocalDate.parse("2026-03-17")))
                .days()
                .get(0)
                .services();

        assertThat(services).hasEntrySatisfying("youtube", usage -> {
            assertThat(usage.watched()).isEqualTo(Duration.ofMinutes(60));
            assertThat(usage.screenTime()).isEqualTo(Duration.ofMinutes(30));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {29, 60, 400})
    void deviceNameRested(int days) {
        repository.append(NewViewing.unlimited(RIKKI, "tv", "Holiday TV", "youtube"));
        for (int day = 0; day < days; day++) {
            clock.advance(Duration.ofDays(1));
            repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "games"));
        }

        Viewing viewing = repository
                .append(new NewViewing(RIKKI, "tv", null, "youtube", null, null))
                .orElseThrow();

        assertThat(viewing.deviceName()).isEqualTo("Holiday TV");
    }

    @Test
    void nameTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> NewViewing.unlimited(RIKKI, "tv", "x".repeat(3_000_000), "youtube"))
                .withMessageContaining("deviceName")
                .withMessageContaining("255");
    }

    @Test
    void usersArePagedInOrder() {
        List.of("c", "a", "B", "ä", "b")
                .forEach(user -> repository.append(NewViewing.unlimited(user, "tv", "TV", "youtube")));

        List<String> all = repository.findUsers(null, 10);

        assertThat(all).containsExactlyInAnyOrder("a", "B", "b", "c", "ä");
        assertThat(repository.findUsers(null, 2)).isEqualTo(all.subList(0, 2));
        assertThat(repository.findUsers(all.get(1), 2)).isEqualTo(all.subList(2, 4));
        assertThat(repository.findUsers(all.get(4), 2)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> repository.findUsers(null, 0));
    }

    @Test
    void devicesHaveTheNameTheyHadLast() {
        repository.append(NewViewing.unlimited(RIKKI, "tv", "Old", "youtube"));
        clock.set("2026-03-18T10:00:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "tv", "New", "youtube"));
        repository.append(new NewViewing(RIKKI, "phone", null, "games", null, null));

        assertThat(repository.findDevices(RIKKI))
                .containsExactlyEntriesOf(new TreeMap<>(Map.of("phone", "phone", "tv", "New")));
        assertThat(repository.findDevices("nobody")).isEmpty();
    }
}
