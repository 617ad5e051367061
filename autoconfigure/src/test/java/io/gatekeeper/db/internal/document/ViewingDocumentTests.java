package io.gatekeeper.db.internal.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.Viewing;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class ViewingDocumentTests {

    private static final String EMPTY = "{\"version\":1,\"devices\":{}}";
    private static final RecordKey KEY = new RecordKey("Rikki", LocalDate.parse("2026-03-17"));
    private static final Instant TEN = Instant.parse("2026-03-17T10:00:00.123456Z");
    private static final Instant ELEVEN = Instant.parse("2026-03-17T11:00:00Z");
    private static final NewViewing TIMED =
            NewViewing.timed("Rikki", "tv", "Living Room", "youtube", Duration.ofMinutes(30));
    private static final NewViewing UNLIMITED = NewViewing.unlimited("Rikki", "tv", "Living Room", "youtube");

    @Test
    void aTimedViewingIsWrittenAsByThePythonService() {
        assertThat(json(append(EMPTY, TIMED))).isEqualTo(json("""
                {"version":1,"devices":{"tv":{"device_name":"Living Room","services":{"youtube":[
                  {"unblock_started_at":"2026-03-17T10:00:00.123456+00:00","requested_duration_minutes":30,
                   "requested_duration_label":"30 minutes","unblock_ended_at":null,"actual_duration_seconds":null}]}}}}
                """));
    }

    @Test
    void anUnlimitedViewingIsWrittenAsByThePythonService() {
        assertThat(json(append(EMPTY, UNLIMITED)))
                .contains("\"requested_duration_minutes\":null,\"requested_duration_label\":\"infinite\"");
    }

    @Test
    void oneMinuteIsLabelledAsByThePythonService() {
        NewViewing oneMinute = NewViewing.timed("Rikki", "tv", "TV", "youtube", Duration.ofMinutes(1));

        assertThat(json(append(EMPTY, oneMinute))).contains("\"1 minutes\"");
    }

    @Test
    void anEmptyObjectBecomesADocumentOfVersionOne() {
        assertThat(json(append("{}", TIMED))).startsWith("{\"version\":1,");
    }

    @Test
    void aDocumentWithoutVersionIsOfVersionOneAndStaysWithout() {
        assertThat(json(append("{\"devices\":{}}", TIMED)))
                .startsWith("{\"devices\"")
                .doesNotContain("version");
    }

    @Test
    void unknownKeysAndNumbersOfAnySizeSurvive() {
        String json = json("""
                {"version":1,"extra":{"big":123456789012345678901234567890,"exact":1.10,"tiny":0.%s1},"devices":{
                  "tv":{"color":"red","device_name":"TV","services":{"youtube":[
                    {"unblock_started_at":"2026-03-17T09:00:00+00:00","rating":4.50,"unblock_ended_at":"2026-03-17T09:30:00+00:00"}]}},
                  "odd":"kept"},"huge":%s}
                """.formatted("0".repeat(400), "9".repeat(100_000)));

        ViewingDocument document = append(json, TIMED);
        close(document, ELEVEN);

        assertThat(json(document))
                .contains("\"big\":123456789012345678901234567890", "\"exact\":1.10", "\"rating\":4.50")
                .contains("\"color\":\"red\"", "\"odd\":\"kept\"", "\"huge\":" + "9".repeat(100_000));
        assertThat(json(document)).containsPattern("\"tiny\":(1E-401|0\\.0{400}1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"x\"", "true"})
    void aRootThatIsNoObjectIsRefusedOnWriteAndEmptyOnRead(String json) {
        assertThat(document(json).viewings()).isEmpty();
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> append(json, TIMED))
                .withMessageContaining("2026-03-17")
                .withMessageContaining("not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "1.5", "123456789012345678901234567890"})
    void aLaterVersionIsRefusedOnWriteAndEmptyOnRead(String version) {
        String json = "{\"version\":" + version
                + ",\"devices\":{\"tv\":{\"services\":{\"youtube\":[{\"unblock_started_at\":\"2026-03-17T10:00:00Z\"}]}}}}";

        assertThat(document(json).viewings()).isEmpty();
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> append(json, TIMED))
                .withMessageContaining("version " + version);
        assertThatExceptionOfType(UnsupportedRecordException.class).isThrownBy(() -> close(document(json), ELEVEN));
    }

    @Test
    void aDocumentThatNestsDeeplyIsReadAndKept() {
        String deep = "\"deep\":" + "[".repeat(5_000) + "]".repeat(5_000);

        ViewingDocument document = append("{" + deep + "}", TIMED);

        assertThat(document.viewings()).hasSize(1);
        assertThat(document.toJson()).contains(deep);
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void whatIsNoJsonIsLeftWithAWarning(CapturedOutput output) {
        assertThat(document("{").viewings()).isEmpty();
        assertThatExceptionOfType(UnsupportedRecordException.class).isThrownBy(() -> append("{", TIMED));

        assertThat(output).contains("WARN", "cannot be read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"devices\":null}",
                "{\"devices\":[]}",
                "{\"devices\":{\"tv\":null}}",
                "{\"devices\":{\"tv\":\"x\"}}",
                "{\"devices\":{\"tv\":{\"services\":7}}}",
                "{\"devices\":{\"tv\":{\"services\":{\"youtube\":{}}}}}"
            })
    @ExtendWith(OutputCaptureExtension.class)
    void aDamagedContainerOnTheWayIsReplacedWithAWarning(String json, CapturedOutput output) {
        ViewingDocument document = append(json, TIMED);

        assertThat(document.viewings()).hasSize(1);
        assertThat(output).containsOnlyOnce("WARN").contains("Replaced a damaged container", "container=\"/devices");
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aMissingContainerIsNoDamage(CapturedOutput output) {
        append("{\"devices\":{\"tv\":{}}}", TIMED);

        assertThat(output).doesNotContain("WARN");
    }

    @Test
    void damageBesideTheWayIsLeftAlone() {
        assertThat(json(append("{\"devices\":{\"phone\":7,\"tv\":{\"services\":{\"netflix\":\"x\"}}}}", TIMED)))
                .contains("\"phone\":7", "\"netflix\":\"x\"");
    }

    @ParameterizedTest(name = "{0} stored, \"{1}\" given: {2}")
    @CsvSource({
        "'\"Living Room\"', Kitchen, Kitchen",
        "'\"Living Room\"', '',      Living Room",
        "'\"Living Room\"', ' ',     Living Room",
        "'\"Living Room\"', ,        Living Room",
        "null,              ,        tv",
        "0,                 '',      tv",
        "'\" \"',           ,        tv"
    })
    void aBlankDeviceNameNeverOverwritesAStoredOne(String stored, String given, String kept) {
        ViewingDocument document = document("{\"devices\":{\"tv\":{\"device_name\":" + stored + "}}}");

        Viewing viewing =
                document.append(new NewViewing("Rikki", "tv", given, "youtube", null, null), TEN, Optional.empty());

        assertThat(viewing.deviceName()).isEqualTo(kept);
        assertThat(json(document)).contains("\"device_name\":\"" + kept + "\"");
    }

    @Test
    void aDeviceWithoutNameGetsTheOneItHadEarlier() {
        ViewingDocument document = document(EMPTY);

        Viewing viewing = document.append(
                new NewViewing("Rikki", "tv", null, "youtube", null, null), TEN, Optional.of("Living Room"));

        assertThat(viewing.deviceName()).isEqualTo("Living Room");
    }

    @Test
    void closingRecordsTheEndAndWholeSeconds() {
        ViewingDocument document = append(EMPTY, TIMED);

        Viewing closed = close(document, ELEVEN);

        assertThat(closed.endedAt()).isEqualTo(ELEVEN);
        assertThat(closed.watched()).isEqualTo(Duration.ofSeconds(3599));
        assertThat(json(document))
                .contains("\"unblock_ended_at\":\"2026-03-17T11:00:00+00:00\",\"actual_duration_seconds\":3599");
    }

    @Test
    void closingWithAClockThatWasSetBackEndsTheViewingWhereItStarted() {
        ViewingDocument document = append(EMPTY, TIMED);

        Viewing closed = close(document, TEN.minusSeconds(3600));

        assertThat(closed.endedAt()).isEqualTo(TEN);
        assertThat(closed.watched()).isZero();
    }

    @Test
    void closingWithoutAReadableStartRecordsNoSeconds() {
        ViewingDocument document = document(youtube("{\"unblock_started_at\":\"x\",\"unblock_ended_at\":null}"));

        Viewing closed = close(document, ELEVEN);

        assertThat(closed.watched()).isNull();
        assertThat(closed.startedAt()).isEqualTo(ELEVEN);
        assertThat(json(document))
                .contains("\"unblock_ended_at\":\"2026-03-17T11:00:00+00:00\",\"actual_duration_seconds\":null");
    }

    @ParameterizedTest
    @CsvSource({
        "'{}',                                                true",
        "'{\"unblock_ended_at\":null}',                       true",
        "'{\"unblock_ended_at\":\"\"}',                       true",
        "'{\"unblock_ended_at\":\"2026-03-17T10:30:00Z\"}',   false",
        "'{\"unblock_ended_at\":\"x\"}',                      false",
        "'{\"unblock_ended_at\":7}',                          false",
        "'{\"unblock_ended_at\":false}',                      false"
    })
    void aViewingIsOpenIfItHasNoEnd(String viewing, boolean open) {
        assertThat(latestOpen(document(youtube(viewing))).isPresent()).isEqualTo(open);
    }

    @Test
    void theLatestOpenViewingIsTheOneThatStartedLastWhereverItStands() {
        ViewingDocument document = document(youtube("""
                {"unblock_started_at":"2026-03-17T09:00:00Z"},
                {"unblock_started_at":"2026-03-17T10:00:00Z"},
                {"unblock_started_at":"unreadable"},
                {"unblock_started_at":"2026-03-17T09:30:00Z"}"""));

        assertThat(latestOpen(document).flatMap(StoredViewing::start)).contains(Instant.parse("2026-03-17T10:00:00Z"));
    }

    @Test
    void ofTwoThatStartedTogetherTheOneAppendedLastIsTheLatest() {
        ViewingDocument document = document(youtube("""
                {"unblock_started_at":"2026-03-17T10:00:00Z","requested_duration_minutes":1},
                {"unblock_started_at":"2026-03-17T12:00:00+02:00","requested_duration_minutes":2}"""));

        Viewing closed = close(document, ELEVEN);

        assertThat(closed.requested()).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void aViewingIsFoundByItsStartWhateverItsOffset() {
        ViewingDocument document = document(youtube("{\"unblock_started_at\":\"2026-03-17T12:00:00+01:00\"}"));

        assertThat(document.find("tv", "youtube", ELEVEN)).isPresent();
        assertThat(document.find("tv", "youtube", TEN)).isEmpty();
        assertThat(document.find("tv", "netflix", ELEVEN)).isEmpty();
    }

    @Test
    void aViewingWithoutReadableStartIsPlacedByItsEndAndSeconds() {
        ViewingDocument document = document(
                youtube(
                        "{\"unblock_started_at\":7,\"unblock_ended_at\":\"2026-03-17T11:00:00Z\",\"actual_duration_seconds\":60.9}"));

        assertThat(document.viewings().flatMap(viewing -> viewing.toViewing().stream()))
                .singleElement()
                .satisfies(viewing -> {
                    assertThat(viewing.startedAt()).isEqualTo(ELEVEN.minusSeconds(60));
                    assertThat(viewing.watched()).isEqualTo(Duration.ofSeconds(60));
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"unblock_started_at\":\"x\"}",
                "{\"unblock_started_at\":\"x\",\"unblock_ended_at\":\"2026-03-17T11:00:00Z\"}",
                "{\"unblock_started_at\":\"2026-03-17T10:00:00Z\",\"unblock_ended_at\":\"x\"}",
                "{\"unblock_ended_at\":\"2026-03-17T11:00:00Z\",\"actual_duration_seconds\":-1}",
                "{\"unblock_ended_at\":\"2026-03-17T11:00:00Z\",\"actual_duration_seconds\":1e300}",
                "null",
                "[]",
                "7"
            })
    void aViewingThatCannotBePlacedInTimeIsNoValue(String viewing) {
        assertThat(document(youtube(viewing)).viewings().flatMap(stored -> stored.toViewing().stream()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-5", "30.5", "\"30\"", "null", "true", "{}", "99999999999"})
    void aRequestedDurationThatMakesNoSenseIsNone(String minutes) {
        ViewingDocument document = document(youtube(
                "{\"unblock_started_at\":\"2026-03-17T10:00:00Z\",\"requested_duration_minutes\":" + minutes + "}"));

        assertThat(document.viewings().flatMap(viewing -> viewing.toViewing().stream()))
                .singleElement()
                .satisfies(viewing -> assertThat(viewing.dueAt()).isEmpty());
    }

    private static ViewingDocument document(String json) {
        return ViewingDocument.of(KEY, json);
    }

    private static ViewingDocument append(String json, NewViewing viewing) {
        ViewingDocument document = document(json);
        document.append(viewing, TEN, Optional.empty());
        return document;
    }

    private static Optional<StoredViewing> latestOpen(ViewingDocument document) {
        return StoredViewing.latest(document.openViewingsOf("tv", "youtube"), ELEVEN);
    }

    private static Viewing close(ViewingDocument document, Instant moment) {
        StoredViewing closed = latestOpen(document).orElseThrow().closedAt(moment);
        document.replace(closed);
        return closed.toEndedViewing();
    }

    private static String youtube(String viewings) {
        return "{\"version\":1,\"devices\":{\"tv\":{\"device_name\":\"TV\",\"services\":{\"youtube\":[" + viewings
                + "]}}}}";
    }

    private static String json(ViewingDocument document) {
        return document.toJson();
    }

    private static String json(String json) {
        return document(json).toJson();
    }
}
