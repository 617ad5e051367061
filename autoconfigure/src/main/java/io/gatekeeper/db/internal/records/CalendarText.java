package io.gatekeeper.db.internal.records;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.Map;

/**
 * Dates and moments as PostgreSQL reads them, for lists of them that travel as text. Java's own spelling will not do before
 * the year 1, which it calls 0, and after 9999, before which it writes a plus.
 */
final class CalendarText {

    private static final DateTimeFormatter DATE = ofPattern("-MM-dd");
    private static final DateTimeFormatter MOMENT = ofPattern("-MM-dd HH:mm:ss.SSSSSSxxx");

    private CalendarText() {}

    static String of(LocalDate date) {
        return DATE.format(date);
    }

    static String of(Instant moment) {
        OffsetDateTime time = moment.atOffset(ZoneOffset.UTC);
        return MOMENT.format(time);
    }

    private static DateTimeFormatter ofPattern(String afterYear) {
        return new DateTimeFormatterBuilder()
                .appendValue(ChronoField.YEAR_OF_ERA, 4, 9, SignStyle.NOT_NEGATIVE)
                .appendPattern(afterYear)
                .appendText(ChronoField.ERA, Map.of(0L, " BC", 1L, ""))
                .toFormatter(Locale.ROOT);
    }
}
