package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.ViewingCorrections;
import org.junit.jupiter.api.Test;

/** What corrections leave in the documents. */
@OnPostgres
class CorrectedDocumentsTests extends TableTests {

    private final ViewingCorrections corrections =
            records.store(clock, "UTC", "00:00").corrections();

    CorrectedDocumentsTests(Variant variant) {
        super(variant);
    }

    @Test
    void whatIsMovedKeepsWhatIsNotKnown() {
        records.store(RIKKI, "2026-03-17", """
                {"version":1,"extra":1,"devices":{"tv":{"color":"red","device_name":"TV","services":{"youtube":[
                  {"unblock_started_at":"2026-03-17T09:00:00+00:00","rating":4.50},7],"junk":8}}}}""");
        records.store("Mia", "2026-03-17", """
                {"version":1,"devices":{"tv":{"device_name":"Mine","services":{"youtube":[
                  {"unblock_started_at":"2026-03-17T10:00:00+00:00"}]}}}}""");

        corrections.moveUser(RIKKI, "Mia");

        assertThat(records.document("Mia", "2026-03-17"))
                .contains(
                        "\"extra\": 1",
                        "\"color\": \"red\"",
                        "\"rating\": 4.50",
                        "\"junk\": 8",
                        "\"device_name\": \"Mine\"")
                .contains(", 7]");
        assertThat(records.days(RIKKI)).isEmpty();
    }

    @Test
    void aRecordOfALaterVersionIsNotMovedAndNothingElseIs() {
        records.store(RIKKI, "2026-03-16", """
                {"version":1,"devices":{"tv":{"services":{"youtube":[{"unblock_started_at":"2026-03-16T09:00:00Z"}]}}}}""");
        records.store(RIKKI, "2026-03-17", "{\"version\":2,\"devices\":{\"tv\":{}}}");
        String before = records.rowVersions();

        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> corrections.moveUser(RIKKI, "Mia"));
        assertThatExceptionOfType(UnsupportedRecordException.class)
                .isThrownBy(() -> corrections.moveDevice(RIKKI, "tv", "phone"));

        assertThat(records.rowVersions()).isEqualTo(before);
    }

    @Test
    void aCorrectionOfAnOldRecordDoesNotMakeItOneOfToday() {
        watch("youtube", "2026-03-01T10:00:00Z", "2026-03-01T12:00:00Z");
        clock.set("2026-03-17T10:00:00Z");

        corrections.end(repository.findLatest(RIKKI, "youtube").get(0), at("2026-03-01T11:00:00Z"));

        assertThat(records.jdbc
                        .sql("select max(cast(updated_at at time zone 'UTC' as date)) from gatekeeper.viewrecords")
                        .query(String.class)
                        .single())
                .isEqualTo("2026-03-01");
    }
}
