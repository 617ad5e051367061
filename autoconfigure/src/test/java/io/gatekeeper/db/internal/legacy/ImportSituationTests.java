package io.gatekeeper.db.internal.legacy;

import static io.gatekeeper.db.internal.legacy.PythonTable.document;
import static io.gatekeeper.db.internal.legacy.PythonTable.viewing;
import static io.gatekeeper.db.internal.legacy.PythonTable.youtube;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gatekeeper.db.DayUsage;
import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.internal.records.TableTests;
import io.gatekeeper.db.internal.records.Variant;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What histories look like that people bring along, and what is to become of them. */
class ImportSituationTests extends TableTests {

    private static final LocalDate TODAY = LocalDate.parse("2026-03-17");
    private static final String OUTSIDE_THE_CALENDAR = "viewing at a time outside the calendar";

    private final LegacyImport legacyImport =
            records.store(clock, "UTC", "00:00").legacyImport();
    private final PythonTable source = PythonTable.empty(records.jdbc);

    ImportSituationTests() {
        super(Variant.FAST_PATH);
    }

    @Test
    @DisplayName("import-open-then-closed")
    void aViewingThatHasEndedInTheSourceSinceEndsHereToo() {
        clock.set("2026-03-17T09:30:00Z");
        source.add(RIKKI, youtube(viewing("\"2026-03-17T09:00:00+00:00\"")));
        run();

        source.replace(
                RIKKI, youtube(viewing("\"2026-03-17T09:00:00+00:00\"", "\"2026-03-17T10:00:00+00:00\"", "3600")));
        clock.set("2026-03-19T12:00:00Z");
        ImportReport again = run();

        assertThat(again.imported()).isZero();
        assertThat(again.ended()).isEqualTo(1);
        assertThat(repository.findOpen()).isEmpty();
        assertThat(repository.findLatest(RIKKI, "youtube"))
                .extracting(Viewing::endedAt, Viewing::watched)
                .containsExactly(tuple(at("2026-03-17T10:00:00Z"), Duration.ofHours(1)));
        assertThat(screenTime(TODAY, TODAY.plusDays(2)))
                .containsExactly(Duration.ofHours(1), Duration.ZERO, Duration.ZERO);
        assertThat(updatedAt(RIKKI)).isEqualTo("2026-03-17T10:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"30.0", "3e1", "30.000"})
    @DisplayName("import-minutes-float")
    void minutesAreReadHoweverTheNumberIsWritten(String minutes) {
        source.add(
                RIKKI,
                youtube(viewing("\"2026-03-17T09:00:00+00:00\"")).replace("_minutes\":120", "_minutes\":" + minutes));

        assertThat(run().imported()).isEqualTo(1);

        assertThat(repository.findOpen()).extracting(Viewing::requested).containsExactly(Duration.ofMinutes(30));
    }

    @Test
    @DisplayName("import-open-then-closed: on a later day")
    void anEndOnALaterDayIsFoundThere() {
        clock.set("2026-03-10T23:00:00Z");
        source.add(RIKKI, youtube(viewing("\"2026-03-10T23:00:00+00:00\"")));
        run();

        source.replace(
                RIKKI, youtube(viewing("\"2026-03-10T23:00:00+00:00\"", "\"2026-03-17T01:30:00+00:00\"", "527400")));
        clock.set("2026-03-17T12:00:00Z");
        run();

        assertThat(screenTime(TODAY, TODAY)).containsExactly(Duration.ofMinutes(90));
        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 527_400L));
    }

    @Test
    @DisplayName("import-open-then-closed: taken for overdue meanwhile")
    void whatWasTakenForOverdueHereWhileItHadEndedThereTakesThatEnd() {
        clock.set("2026-03-17T09:30:00Z");
        source.add(RIKKI, youtube(viewing("\"2026-03-17T09:00:00+00:00\"")));
        run();
        clock.set("2026-03-17T11:30:00Z");
        repository.closeOverdue();

        source.replace(
                RIKKI, youtube(viewing("\"2026-03-17T09:00:00+00:00\"", "\"2026-03-17T10:00:00+00:00\"", "3600")));
        run();

        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 3600L));
        assertThat(screenTime(TODAY, TODAY)).containsExactly(Duration.ofHours(1));
    }

    @Test
    @DisplayName("import-open-then-closed: closed here meanwhile")
    void whatWasClosedHereKeepsItsEnd() {
        clock.set("2026-03-17T09:30:00Z");
        source.add(RIKKI, youtube(viewing("\"2026-03-17T09:00:00+00:00\"")));
        run();
        repository.close(RIKKI, "tv", "youtube");

        source.replace(
                RIKKI, youtube(viewing("\"2026-03-17T09:00:00+00:00\"", "\"2026-03-17T09:20:00+00:00\"", "1200")));
        ImportReport again = run();

        assertThat(again.ended()).isZero();
        assertThat(screenTime(TODAY, TODAY)).containsExactly(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName("import-restored-backup")
    void ofAViewingInTwoRowsTheEndedOneIsImported(boolean backupFirst) {
        String first = viewing("\"2026-03-17T08:00:00+00:00\"", "\"2026-03-17T08:20:00+00:00\"", "1200");
        String backup = youtube(first, viewing("\"2026-03-17T09:00:00+00:00\""));
        String living =
                youtube(first, viewing("\"2026-03-17T09:00:00.000000Z\"", "\"2026-03-17T09:30:00+00:00\"", "1800"));
        source.add(RIKKI, backupFirst ? backup : living);
        source.add(RIKKI, backupFirst ? living : backup);

        ImportReport report = run();

        assertThat(report.imported()).isEqualTo(2);
        assertThat(report.alreadyPresent()).isEqualTo(2);
        assertThat(report.skipped()).isEmpty();
        assertThat(repository.findOpen()).isEmpty();
        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 3000L));
        clock.set("2026-03-18T20:00:00Z");
        assertThat(screenTime(TODAY, TODAY.plusDays(1))).containsExactly(Duration.ofMinutes(50), Duration.ZERO);
    }

    @Test
    @DisplayName("import-restored-backup: within a list")
    void ofCopiesWithinAListTheEndedOneIsImported() {
        source.add(
                RIKKI,
                youtube(
                        viewing("\"2026-03-17T08:00:00+00:00\"", "\"2026-03-17T08:20:00+00:00\"", "1200"),
                        viewing("\"2026-03-17 08:00:00+00\"", "\"2026-03-17T08:20:00+00:00\"", "null"),
                        viewing("\"2026-03-17T13:30:00+05:30\"")));

        ImportReport report = run();

        assertThat(report.imported()).isEqualTo(1);
        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 1200L));
    }

    @ParameterizedTest
    @CsvSource({
        "0001-01-01T00:00:00Z,          null",
        "0000-06-01T00:00:00Z,          null",
        "9999-12-31T00:00:00Z,          null",
        "2026-03-17T08:00:00Z,          9999-12-31T23:59:59-05:00",
        "0001-01-01T00:00:00+14:00,     0001-01-01T01:00:00Z",
        "9999-12-31T23:59:59.999999Z,   9999-12-31T23:59:59.999999Z",
        "9998-12-31T23:59:59-23:59,     null"
    })
    @DisplayName("import-odd-times")
    void aViewingOutsideTheCalendarIsSkippedAndAllOthersAreImported(String start, String end) {
        source.add("Alice", youtube(viewing("\"2026-03-17T08:00:00+00:00\"")));
        source.add(
                RIKKI,
                youtube(
                        viewing(quoted(start), quoted(end), "null"),
                        viewing("\"2026-03-17T09:00:00+00:00\"", "\"2026-03-17T09:30:00+00:00\"", "1800")));
        source.add("Zoe", youtube(viewing("\"2026-03-17T08:00:00+00:00\"")));

        ImportReport report = run();

        assertThat(report.imported()).isEqualTo(3);
        assertThat(report.skipped()).containsExactly(Map.entry(OUTSIDE_THE_CALENDAR, 1L));
        assertThat(report.examples().get(OUTSIDE_THE_CALENDAR))
                .startsWith("user \"Rikki\", device \"tv\", service \"youtube\": {")
                .contains(start);
        assertThat(report.failedUsers()).isEmpty();
        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly("Alice", "Zoe");
        assertThat(screenTime(TODAY, TODAY)).containsExactly(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @CsvSource({
        "638000000000000000,  'viewing whose start cannot be read, nor told from its end'",
        "1e30,                'viewing whose start cannot be read, nor told from its end'",
        "399000000000,        viewing at a time outside the calendar",
        "63909000000,         viewing at a time outside the calendar"
    })
    @DisplayName("import-odd-times: a start that must be computed")
    void aStartThatCannotBeComputedIsSkipped(String seconds, String reason) {
        source.add(
                RIKKI,
                youtube(
                        viewing("null", "\"2026-03-17T08:00:00Z\"", seconds),
                        viewing("null", "\"2026-03-17T09:30:00+00:00\"", "1800")));

        ImportReport report = run();

        assertThat(report.skipped()).containsExactly(Map.entry(reason, 1L));
        assertThat(screenTime(TODAY, TODAY)).containsExactly(Duration.ofMinutes(30));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-17 10:30:00+00",
                "2026-03-17 10:30:00+0000",
                "2026-03-17T10:30:00+0000",
                "20260317T103000Z",
                "2026-03-17T10:30:00,5+00:00",
                "2026-03-17T10:30Z",
                "2026-03-17T16:00+05:30",
                "2026-W12-2T10:30",
                "half past ten",
                "10000-01-01 00:00:00+00"
            })
    @DisplayName("import-end-spellings")
    void anEndInAnySpellingCountsInEveryRead(String end) {
        clock.set("2026-03-17T20:00:00Z");
        source.add(RIKKI, youtube(viewing("\"2026-03-17T10:00:00+00:00\"", quoted(end), "1800")));

        ImportReport report = run();

        assertThat(report.imported()).isEqualTo(1);
        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 1800L));
        assertThat(screenTime(TODAY, TODAY)).extracting(Duration::toMinutes).containsExactly(30L);
        assertThat(repository.findBetween(RIKKI, at("2026-03-17T10:00:00Z"), at("2026-03-17T11:00:00Z")))
                .hasSize(1);
        assertThat(repository.findLatest(RIKKI, "youtube"))
                .extracting(Viewing::watched)
                .containsExactly(Duration.ofMinutes(30));
        assertThat(repository.findOpen()).isEmpty();
        assertThat(records.document(RIKKI, "2026-03-17")).containsPattern("2026-03-17T10:30:00(.500000)?\\+00:00");
        assertThat(run().imported()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"'half past ten', null", "'', 1800", "2026-02-30T10:30:00Z, -5"})
    @DisplayName("import-end-spellings: nothing to tell the end by")
    void whatIsImportedCanBeSeenAndWhatCannotIsSkipped(String end, String seconds) {
        clock.set("2026-03-17T20:00:00Z");
        source.add(RIKKI, youtube(viewing("\"2026-03-17T10:00:00+00:00\"", quoted(end), seconds)));

        ImportReport report = run();

        assertThat(report.imported())
                .isEqualTo(repository
                        .findBetween(RIKKI, at("2026-03-17T10:00:00Z"), at("2026-03-17T21:00:00Z"))
                        .size());
        assertThat(report.read()).isEqualTo(1);
    }

    @Test
    @DisplayName("import-blank-device")
    void aViewingUnderAnIdThatTheDoorRefusesIsSkipped() {
        String open = viewing("\"2026-03-17T08:00:00+00:00\"");
        source.add(RIKKI, document("", "youtube", open));
        source.add(RIKKI, document(" ", "youtube", open, open));
        source.add(RIKKI, document("tv", "y".repeat(320), open));
        source.add(RIKKI, document("é".repeat(128), "youtube", open));
        source.add(RIKKI, document("é".repeat(127), "y".repeat(255), open));

        ImportReport report = run();

        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.skipped())
                .containsOnly(
                        Map.entry("viewing on a device whose id is blank or too long", 4L),
                        Map.entry("viewing of a service whose id is blank or too long", 1L));
        assertThat(report.examples().get("viewing on a device whose id is blank or too long"))
                .startsWith("user \"Rikki\", device \"\", service \"youtube\": {");
        assertThat(repository.findOpen()).extracting(Viewing::clientId).containsExactly("é".repeat(127));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4})
    @DisplayName("name-too-long")
    void aNameThatIsTooLongIsCutBetweenTwoCharacters(int bytes) {
        String character = new String[] {"x", "é", "€", "😀"}[bytes - 1];
        String name = "a" + character.repeat(1_000_000);
        source.add(RIKKI, youtube(viewing("\"2026-03-17T08:00:00+00:00\"")).replace("\"TV\"", '"' + name + '"'));

        ImportReport report = run();

        assertThat(report.adjusted()).containsExactly(Map.entry("device name cut to 255 bytes", 1L));
        assertThat(repository.findOpen())
                .extracting(Viewing::deviceName)
                .containsExactly("a" + character.repeat(254 / bytes));
        assertThat(records.document(RIKKI, "2026-03-17")).hasSizeLessThan(1_000);
    }

    private ImportReport run() {
        return legacyImport.run(PythonTable.NAME);
    }

    private List<Duration> screenTime(LocalDate from, LocalDate to) {
        return repository.usage(UsageQuery.between(RIKKI, from, to)).days().stream()
                .map(DayUsage::screenTime)
                .toList();
    }

    private String updatedAt(String user) {
        return records.jdbc
                .sql("select to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
                        + " from gatekeeper.viewrecords where user_id = ?")
                .param(user)
                .query(String.class)
                .single();
    }

    private static String quoted(String text) {
        return text.equals("null") ? text : '"' + text + '"';
    }
}
