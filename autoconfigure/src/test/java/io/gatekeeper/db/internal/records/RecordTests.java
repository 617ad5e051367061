package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Which rows there are, what is written of them, and what becomes of them when the settings change. */
@OnPostgres
class RecordTests extends TableTests {

    private static final LocalDate TUESDAY = LocalDate.parse("2026-03-17");

    RecordTests(Variant variant) {
        super(variant);
    }

    @Test
    void theViewingsOfADayShareOneRecordAndTheNextDayBeginsAnother() {
        clock.set("2026-03-17T00:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T23:59:59.999999Z");
        repository.append(unlimited("netflix"));
        clock.set("2026-03-18T00:00:00Z");
        repository.append(unlimited("youtube"));

        assertThat(records.days(RIKKI)).containsExactly("2026-03-17", "2026-03-18");
        assertThat(repository.findOpen()).hasSize(3);
    }

    @Test
    void aDayBeginsWhereZoneAndDayStartSay() {
        ViewRecordRepository berlin = records.repository(clock, "Europe/Berlin", "04:00");

        clock.set("2026-03-18T02:59:59Z");
        berlin.append(unlimited("youtube"));
        clock.set("2026-03-18T03:00:00Z");
        berlin.append(unlimited("youtube"));

        assertThat(records.days(RIKKI)).containsExactly("2026-03-17", "2026-03-18");
    }

    @Test
    void updatedAtNeverGoesBack() {
        clock.set("2026-03-17T10:00:00Z");
        repository.append(unlimited("youtube"));
        clock.set("2026-03-17T09:00:00Z");
        repository.append(unlimited("netflix"));

        assertThat(records.jdbc
                        .sql("select updated_at = '2026-03-17T10:00:00Z' from gatekeeper.viewrecords")
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @Test
    void whereThereIsNothingToDoNothingIsWritten() {
        NewViewing viewing = unlimited("netflix").startingAt(at("2026-03-17T09:00:00Z"));
        repository.append(viewing);
        watch("youtube", "2026-03-17T10:00:00Z", "2026-03-17T10:20:00Z");
        String before = records.rowVersions();

        repository.append(viewing);
        repository.appendAll(List.of(viewing));
        repository.close(RIKKI, "tv", "youtube");
        repository.closeAll("phone");
        repository.closeAll("tv", "youtube");
        repository.closeOverdue();
        repository.prune(at("2026-03-17T10:20:00Z"));

        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void appendingAgainAfterAChangeOfZoneFindsTheStoredViewing() {
        NewViewing viewing = unlimited("youtube").startingAt(at("2026-03-17T09:30:00Z"));
        Viewing stored = records.inZone("Pacific/Kiritimati").append(viewing).orElseThrow();

        assertThat(records.inZone("Etc/GMT+12").append(viewing)).contains(stored);
        assertThat(records.repository(clock, "Etc/GMT+12", "23:59").append(viewing))
                .contains(stored);
        assertThat(repository.findOpen()).hasSize(1);
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
        assertThat(baker.usage(UsageQuery.of(RIKKI, TUESDAY.minusDays(1))).byService())
                .hasSize(2);
        assertThat(kiritimati.usage(UsageQuery.of(RIKKI, TUESDAY.plusDays(1))).byService())
                .hasSize(2);
        assertThat(repository.secondsToday(RIKKI)).hasSize(2);
        assertThat(baker.secondsToday(RIKKI)).hasSize(2);
        assertThat(kiritimati.secondsToday(RIKKI)).hasSize(2);
        assertThat(repository.findBetween(RIKKI, at("2026-03-17T11:00:00Z"), at("2026-03-17T11:00:01Z")))
                .hasSize(2);
    }

    @Test
    void todayIsTheOneOfTheZoneEvenForWhatWasRecordedInAnother() {
        watch("youtube", "2026-03-17T19:00:00Z", "2026-03-17T20:00:00Z");
        clock.set("2026-03-18T01:00:00Z");

        assertThat(repository.secondsToday(RIKKI)).isEmpty();
        assertThat(records.inZone("America/New_York").secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 3600L));
        assertThat(records.inZone("Asia/Tokyo").secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 3600L));
        assertThat(records.repository(clock, "UTC", "21:00").secondsToday(RIKKI))
                .isEmpty();
        assertThat(records.repository(clock, "UTC", "19:30").secondsToday(RIKKI))
                .hasSize(1);
    }

    @Test
    void pruningDropsEmptyBranchesAndEmptyRecords() {
        watch("old", "2026-01-01T10:00:00Z", "2026-01-01T11:00:00Z");
        watch("old", "2026-01-02T10:00:00Z", "2026-01-02T11:00:00Z");
        repository.append(NewViewing.unlimited(RIKKI, "phone", "Phone", "open").startingAt(at("2026-01-02T09:00:00Z")));

        repository.prune(at("2026-02-01T00:00:00Z"));

        assertThat(records.days(RIKKI)).containsExactly("2026-01-02");
        assertThat(records.document(RIKKI, "2026-01-02")).contains("phone").doesNotContain("tv", "old");
    }

    @Test
    void pruningWorksThroughMoreRecordsThanABatchHolds() {
        repository.appendAll(IntStream.range(0, 1_203)
                .mapToObj(i -> NewViewing.timed("user" + i % 10, "tv", "TV", "youtube", Duration.ofMinutes(5))
                        .startingAt(at("2025-01-01T10:00:00Z").minus(Duration.ofDays(i / 10))))
                .toList());
        assertThat(repository.closeOverdue()).hasSize(1_203);

        assertThat(repository.prune(at("2026-01-01T00:00:00Z"))).isEqualTo(1_203);
        assertThat(IntStream.range(0, 10).mapToObj(i -> records.days("user" + i)))
                .allMatch(List::isEmpty);
    }
}
