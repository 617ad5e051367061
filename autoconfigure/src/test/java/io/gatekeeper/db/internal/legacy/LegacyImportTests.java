package io.gatekeeper.db.internal.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatekeeper.db.ImportReport;
import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.Usage;
import io.gatekeeper.db.UsageQuery;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.records.Fixtures;
import io.gatekeeper.db.internal.records.TableTests;
import io.gatekeeper.db.internal.records.Variant;
import io.gatekeeper.db.internal.time.UsageCalculation;
import io.gatekeeper.db.sql.QualifiedName;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.BadSqlGrammarException;

@ParameterizedClass
@EnumSource(names = {"FAST_PATH", "PARTITIONS"})
class LegacyImportTests extends TableTests {

    private static final QualifiedName SOURCE = PythonTable.NAME;

    private final LegacyImport legacyImport =
            records.store(clock, "UTC", "00:00").legacyImport();
    private final PythonTable source = PythonTable.empty(records.jdbc);

    LegacyImportTests(Variant variant) {
        super(variant);
    }

    @Test
    void eachViewingGoesIntoTheRecordOfTheDayOnWhichItStarted() {
        source.add(RIKKI, """
                {"version":1,"devices":{"tv":{"device_name":"Living Room","services":{"youtube":[
                  {"unblock_started_at":"2026-03-16T23:30:00+00:00","requested_duration_minutes":30,
                   "requested_duration_label":"30 minutes","unblock_ended_at":"2026-03-17T00:00:00+00:00",
                   "actual_duration_seconds":1800,"rating":4.50},
                  {"unblock_started_at":"2026-03-17T08:00:00+00:00","requested_duration_minutes":null,
                   "requested_duration_label":"infinite","unblock_ended_at":null,"actual_duration_seconds":null}]}}}}""");

        ImportReport report = legacyImport.run(SOURCE);

        assertThat(report).isEqualTo(new ImportReport(1, 2, 2, 0, new TreeMap<>()));
        assertThat(records.days(RIKKI)).containsExactly("2026-03-16", "2026-03-17");
        assertThat(records.document(RIKKI, "2026-03-16"))
                .contains("\"device_name\": \"Living Room\"", "\"rating\": 4.50", "\"version\": 1");
        assertThat(repository.findOpen()).extracting(Viewing::deviceName).containsExactly("Living Room");
        assertThat(repository.secondsToday(RIKKI)).containsExactly(Map.entry("youtube", 1800L));
    }

    @Test
    void runTwiceItAddsNothing() {
        source.add(RIKKI, youtube("\"2026-03-16T10:00:00+00:00\"", "null"));
        legacyImport.run(SOURCE);
        String before = records.rowVersions();

        ImportReport again = legacyImport.run(SOURCE);

        assertThat(again.imported()).isZero();
        assertThat(again.alreadyPresent()).isEqualTo(1);
        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void twoImportsAtOnceImportEachViewingOnce() {
        List<String> users = IntStream.range(0, 100).mapToObj(i -> "user" + i).toList();
        users.forEach(user -> source.add(user, youtube("\"2026-03-16T10:00:00+00:00\"", "null")));

        List<ImportReport> reports = Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> legacyImport.run(SOURCE)))
                .limit(4)
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(reports.stream().mapToLong(ImportReport::imported).sum()).isEqualTo(100);
        assertThat(repository.findOpen()).hasSize(100);
    }

    @Test
    void whatWasClosedSinceIsNotOpenedAgain() {
        source.add(RIKKI, youtube("\"2026-03-16T10:00:00+00:00\"", "null"));
        legacyImport.run(SOURCE);
        repository.close(RIKKI, "tv", "youtube");

        legacyImport.run(SOURCE);

        assertThat(repository.findOpen()).isEmpty();
    }

    @Test
    void afterAChangeOfZoneItAddsNothingEither() {
        source.add(RIKKI, youtube("\"2026-03-16T10:30:00+00:00\"", "null"));
        records.store(clock, "Pacific/Kiritimati", "00:00").legacyImport().run(SOURCE);

        assertThat(records.store(clock, "Etc/GMT+12", "00:00")
                        .legacyImport()
                        .run(SOURCE)
                        .imported())
                .isZero();
    }

    @Test
    void theRowsOfAUserAreBroughtTogether() {
        source.add(RIKKI, youtube("\"2026-03-16T10:00:00+00:00\"", "null"));
        source.add(RIKKI, youtube("\"2026-03-16T11:00:00+00:00\"", "null"));
        source.add("Alice", youtube("\"2026-03-16T11:00:00+00:00\"", "null"));

        ImportReport report = legacyImport.run(SOURCE);

        assertThat(report.users()).isEqualTo(2);
        assertThat(repository.findOpen()).extracting(Viewing::userId).containsExactly(RIKKI, "Alice", RIKKI);
        assertThat(records.days(RIKKI)).hasSize(1);
    }

    @Test
    void whatIsRecordedAlreadyStays() {
        repository.append(unlimited("youtube"));
        source.add(RIKKI, youtube("\"2026-03-17T09:00:00+00:00\"", "null"));

        legacyImport.run(SOURCE);

        assertThat(repository.findOpen())
                .extracting(Viewing::startedAt)
                .containsExactly(at("2026-03-17T09:00:00Z"), clock.instant());
        assertThat(repository.findOpen()).extracting(Viewing::deviceName).containsOnly("Living Room");
    }

    @Test
    void whatCannotBeCopiedIsReportedWithTheReason() {
        source.add(RIKKI, """
                {"version":1,"note":"x","devices":{"phone":7,"tablet":{"services":[]},"tv":{"color":"red","services":{
                  "netflix":{},"youtube":[null,{"unblock_started_at":"x"},{"unblock_started_at":"2026-03-16T10:00:00Z"}]}}}}""");
        source.add("Alice", "[]");
        source.add("Bob", "{\"version\":2}");
        source.add(" ", "{}");
        records.jdbc
                .sql("insert into public.viewrecords (user_id, viewings) values ('Carol', null)")
                .update();

        ImportReport report = legacyImport.run(SOURCE);

        assertThat(report.users()).isEqualTo(5);
        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.skipped())
                .containsOnly(
                        Map.entry("device that is no object", 1L),
                        Map.entry("document that is no object, or of a later version", 3L),
                        Map.entry("services that are no object", 1L),
                        Map.entry("unknown key beside the viewings", 2L),
                        Map.entry("user whose id is blank or too long", 1L),
                        Map.entry("viewing that is no object", 1L),
                        Map.entry("viewing with neither a start nor an end that can be read", 1L),
                        Map.entry("viewings that are no list", 1L));
        assertThat(report.read())
                .isEqualTo(report.imported()
                        + report.alreadyPresent()
                        + report.skipped().values().stream()
                                .mapToLong(Long::longValue)
                                .sum());
    }

    @Test
    void aUserWithARecordThatCannotBeWrittenToIsLeftOutAsAWhole() {
        records.store(RIKKI, "2026-03-16", "{\"version\":2}");
        source.add(RIKKI, youtube("\"2026-03-10T10:00:00+00:00\"", "null"));
        source.add(RIKKI, youtube("\"2026-03-16T10:00:00+00:00\"", "null"));
        source.add("Alice", youtube("\"2026-03-16T10:00:00+00:00\"", "null"));

        ImportReport report = legacyImport.run(SOURCE);

        assertThat(report.imported()).isEqualTo(1);
        assertThat(report.skipped())
                .containsExactly(Map.entry("viewing of a user with a record that cannot be written to", 2L));
        assertThat(records.days(RIKKI)).containsExactly("2026-03-16");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"UTC", "Asia/Kolkata", "America/St_Johns", "Pacific/Kiritimati", "Etc/GMT+12", "Africa/Monrovia"
            })
    void whateverPostgresWritesIsReadAsItWasMeant(String zone) {
        records.jdbc.sql("""
                        insert into public.viewrecords (user_id, viewings)
                        select :user, jsonb_build_object('devices', jsonb_build_object(
                               'text', jsonb_build_object('services', jsonb_build_object('youtube',
                                 jsonb_agg(jsonb_build_object('unblock_started_at', spelled.moment::text)))),
                               'json', jsonb_build_object('services', jsonb_build_object('youtube',
                                 jsonb_agg(jsonb_build_object('unblock_started_at', to_jsonb(spelled.moment)))))))
                          from (select moment, set_config('TimeZone', :zone, true)
                                  from unnest(array['2026-03-17T10:00:00Z', '2026-03-17T10:00:00.5Z',
                                                    '1969-03-17T23:59:59.123456Z']::timestamptz[]) moment) spelled
                        """).param("user", RIKKI).param("zone", zone).update();

        legacyImport.run(SOURCE);

        assertThat(repository.findOpen())
                .extracting(Viewing::clientId, Viewing::startedAt)
                .containsExactlyInAnyOrder(
                        tuple("text", at("2026-03-17T10:00:00Z")),
                        tuple("text", at("2026-03-17T10:00:00.500Z")),
                        tuple("text", at("1969-03-17T23:59:59.123456Z")),
                        tuple("json", at("2026-03-17T10:00:00Z")),
                        tuple("json", at("2026-03-17T10:00:00.500Z")),
                        tuple("json", at("1969-03-17T23:59:59.123456Z")));
    }

    @Test
    void theSourceIsNeverChanged() {
        source.add(RIKKI, youtube("\"2026-03-16T10:00:00+00:00\"", "null"));
        source.add("Alice", "[]");
        String before = source.rows();

        legacyImport.run(SOURCE);

        assertThat(source.rows()).isEqualTo(before);
    }

    @Test
    void theGatekeepersOwnTableIsNoSource() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> legacyImport.run(QualifiedName.of("gatekeeper", "viewrecords")))
                .withMessage("source must not be the gatekeeper's own table");
    }

    @Test
    void aSourceThatIsNotThereIsAnError() {
        assertThatExceptionOfType(BadSqlGrammarException.class)
                .isThrownBy(() -> legacyImport.run(QualifiedName.of("public", "nothing")));
    }

    @Test
    void importedHistoryIsReadWithoutCountingAsTouchedToday() {
        source.add(RIKKI, youtube("\"2024-03-16T10:00:00+00:00\"", "\"2024-03-16T11:00:00+00:00\""));

        legacyImport.run(SOURCE);

        assertThat(records.jdbc
                        .sql("select updated_at = '2024-03-16T11:00:00Z' from gatekeeper.viewrecords")
                        .query(Boolean.class)
                        .single())
                .isTrue();
        assertThat(repository
                        .usage(UsageQuery.of(RIKKI, LocalDate.parse("2024-03-16")))
                        .total())
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theHistoriesOfTheFixturesReportAsTheSourceDid() throws IOException {
        List<JsonNode> scenarios = Fixtures.read("parity-scenarios.json");
        scenarios.stream()
                .filter(scenario -> scenario.get("document").isObject())
                .forEach(scenario -> source.add(
                        scenario.get("user").textValue(),
                        scenario.get("document").toString()));

        ImportReport report = legacyImport.run(SOURCE);

        assertThat(report.skipped()).isEmpty();
        for (JsonNode scenario : scenarios) {
            Instant askedAt =
                    OffsetDateTime.parse(scenario.get("askedAt").textValue()).toInstant();
            clock.set(askedAt);
            assertThat(repository.secondsToday(scenario.get("user").textValue()))
                    .isEqualTo(Fixtures.seconds(scenario.get("secondsToday")));
            assertThat(usage(scenario)).isEqualTo(usageOfTheSource(scenario));
        }
    }

    @Test
    void theDamagedDocumentsOfTheFixturesReportAsTheyShould() throws IOException {
        List<JsonNode> fixtures = Fixtures.read("malformed-documents.json");
        fixtures.forEach(fixture -> source.add(
                fixture.get("name").textValue(), fixture.get("document").toString()));

        legacyImport.run(SOURCE);
        ImportReport again = legacyImport.run(SOURCE);

        assertThat(again.imported()).isZero();
        for (JsonNode fixture : fixtures) {
            clock.set(fixture.get("day").textValue() + "T20:00:00Z");
            assertThat(repository.secondsToday(fixture.get("name").textValue()))
                    .as(fixture.get("name").textValue())
                    .isEqualTo(Fixtures.seconds(fixture.get("secondsToday")));
        }
    }

    private Usage usage(JsonNode scenario) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        return repository.usage(
                UsageQuery.between(scenario.get("user").textValue(), day.minusDays(7), day.plusDays(1)));
    }

    /** What the whole document, as it stood in one place, comes to. */
    private Usage usageOfTheSource(JsonNode scenario) {
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        ViewingDocument document = ViewingDocument.of(
                new RecordKey("source", day), scenario.get("document").toString());
        return UsageCalculation.of(
                document.viewings().flatMap(viewing -> viewing.toViewing().stream()),
                day.minusDays(7),
                day.plusDays(1),
                new ViewingDays(ZoneId.of("UTC"), LocalTime.MIDNIGHT, clock),
                clock.instant());
    }

    private static String youtube(String start, String end) {
        return """
                {"version":1,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                  {"unblock_started_at":%s,"unblock_ended_at":%s,"actual_duration_seconds":null}]}}}}""".formatted(start, end);
    }
}
