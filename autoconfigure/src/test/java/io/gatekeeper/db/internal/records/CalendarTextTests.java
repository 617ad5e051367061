package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarTextTests extends TableTests {

    CalendarTextTests() {
        super(Variant.FAST_PATH);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-17",
                "0001-01-01",
                "0000-12-31",
                "0000-02-29",
                "-0043-03-15",
                "-4711-01-01",
                "9999-12-31",
                "+10000-01-01",
                "+200000-06-30"
            })
    void aDateReachesTheServerAsTheDriverWouldBringIt(LocalDate date) {
        assertThat(records.jdbc
                        .sql("select cast(:text as date) = cast(:date as date)")
                        .param("text", CalendarText.of(date))
                        .param("date", date)
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-17T10:00:00Z",
                "2026-03-17T10:00:00.123456Z",
                "0001-01-01T00:00:00Z",
                "0000-12-31T23:59:59.999999Z",
                "-0043-03-15T12:00:00Z",
                "9999-12-31T23:59:59.999999Z",
                "+10000-01-01T04:59:59Z"
            })
    void aMomentReachesTheServerAsTheDriverWouldBringIt(Instant moment) {
        assertThat(records.jdbc
                        .sql("select cast(:text as timestamptz) = :moment")
                        .param("text", CalendarText.of(moment))
                        .param("moment", moment.atOffset(ZoneOffset.UTC))
                        .query(Boolean.class)
                        .single())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "0000-12-31", "+10000-01-01"})
    void aRecordOfAnyDateCanBePruned(LocalDate day) {
        records.jdbc
                .sql("insert into gatekeeper.viewrecords values (:user, :day, cast(:viewings as jsonb), now())")
                .param("user", RIKKI)
                .param("day", day)
                .param("viewings", """
                        {"version":1,"devices":{"tv":{"device_name":"TV","services":{"youtube":[
                          {"unblock_started_at":"2001-01-01T10:00:00+00:00","unblock_ended_at":"2001-01-01T11:00:00+00:00"}]}}}}""")
                .update();

        assertThat(repository.prune(at("9998-01-01T00:00:00Z"))).isEqualTo(day.getYear() > 9999 ? 0 : 1);
    }
}
