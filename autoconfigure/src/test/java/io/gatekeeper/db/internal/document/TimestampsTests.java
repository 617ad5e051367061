package io.gatekeeper.db.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTests {

    @ParameterizedTest
    @CsvSource({
        "2026-03-17T10:00:00.123456Z, 2026-03-17T10:00:00.123456+00:00",
        "2026-03-17T10:00:00Z,        2026-03-17T10:00:00+00:00",
        "2026-03-17T10:00:00.5Z,      2026-03-17T10:00:00.500000+00:00",
        "2026-03-17T10:00:00.000001Z, 2026-03-17T10:00:00.000001+00:00",
        "1970-01-01T00:00:00Z,        1970-01-01T00:00:00+00:00"
    })
    void anInstantIsWrittenAsByPython(Instant instant, String text) {
        assertThat(Timestamps.format(instant)).isEqualTo(text);
        assertThat(Timestamps.parse(text)).contains(instant);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-17T10:00:00Z,                2026-03-17T10:00:00Z",
        "2026-03-17t10:00:00z,                2026-03-17T10:00:00Z",
        "2026-03-17 10:00:00,                 2026-03-17T10:00:00Z",
        "2026-03-17T10:00,                    2026-03-17T10:00:00Z",
        "2026-03-17T10:00:00.5,               2026-03-17T10:00:00.500Z",
        "2026-03-17T10:00:00.123456789Z,      2026-03-17T10:00:00.123456Z",
        "2026-03-17T10:00:00.000000+00:00,    2026-03-17T10:00:00Z",
        "2026-03-17T10:00:00.5+00:00,         2026-03-17T10:00:00.500Z",
        "2026-03-17 10:00:00+00:00,           2026-03-17T10:00:00Z",
        "0000-02-29T23:59:59.999999+00:00,    0000-02-29T23:59:59.999999Z",
        "2026-03-17 10:00:00+00,              2026-03-17T10:00:00Z",
        "2026-03-17 10:00:00.5+0000,          2026-03-17T10:00:00.500Z",
        "20260317T100000Z,                    2026-03-17T10:00:00Z",
        "2026-03-17T100000.5-0530,            2026-03-17T15:30:00.500Z",
        "'2026-03-17T10:00:00,5+00:00',       2026-03-17T10:00:00.500Z",
        "2026-03-17T10:00Z,                   2026-03-17T10:00:00Z",
        "2026-03-17T10+00,                    2026-03-17T10:00:00Z",
        "2026-03-17,                          2026-03-17T00:00:00Z",
        "2026-W12-2T10:00,                    2026-03-17T10:00:00Z",
        "2026W12,                             2026-03-16T00:00:00Z",
        "2026-03-17T10:00:00+05:30:15,        2026-03-17T04:29:45Z",
        "2026-03-17T10:00:00-23:59,           2026-03-18T09:59:00Z",
        "2026-03-17T18:13:46+05:30,           2026-03-17T12:43:46Z",
        "2026-03-16T23:30:00-05:00,           2026-03-17T04:30:00Z"
    })
    void otherOffsetsAndNoneAreRead(String text, Instant instant) {
        assertThat(Timestamps.parse(text)).contains(instant);
    }

    /** What Python 3.11.7 makes of each text, in microseconds since 1970; nothing where it refuses. */
    @ParameterizedTest
    @CsvFileSource(
            resources = "/fixtures/python-timestamps.tsv",
            delimiter = '\t',
            ignoreLeadingAndTrailingWhitespace = false)
    void whatPythonReadsIsReadAsPythonDoes(String text, @Nullable Long micros) {
        assertThat(Timestamps.parse(text == null ? "" : text))
                .isEqualTo(Optional.ofNullable(micros).map(since -> Instant.EPOCH.plus(since, ChronoUnit.MICROS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "2026-02-30T10:00:00Z",
                "2026-03-17T23:59:60Z",
                "+12026-03-17T10:00:00Z",
                "2026-03-17T10:00:00+99:00",
                "2026-03-17T10:00:00Z ",
                "2026-02-30T10:00:00+00:00",
                "2026-13-17T10:00:00.123456+00:00",
                "2026-03-17T23:59:60+00:00",
                "2026-03-17T24:00:00.000000+00:00",
                "2026-03-17T10:00:-1+00:00",
                "-026-03-17T10:00:00+00:00",
                "2026-03-17T24:00",
                "2026-03-17T",
                "2026-0317",
                "202603171030",
                "1773741600",
                "1773741600000",
                "2026-W54-1",
                "2026-W12-8",
                "10000-01-01 00:00:00+00",
                "0044-03-15 00:00:00+00 BC",
                "infinity"
            })
    void whatIsNoTimestampIsNotRead(String text) {
        assertThat(Timestamps.parse(text)).isEmpty();
    }
}
