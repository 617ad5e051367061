package io.gatekeeper.db.internal.document;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as others write them: whatever Python's {@code fromisoformat()} reads from version 3.11 on, and the text that
 * PostgreSQL gives out. Without a time it is midnight, without an offset UTC.
 */
final class IsoTimestamps {

    private static final String DATE = "(?<year>\\d{4})(?<dash>-?)(?:(?<month>\\d\\d)\\k<dash>(?<day>\\d\\d)"
            + "|W(?<week>\\d\\d)(?:\\k<dash>(?<weekday>\\d)(?!\\d))?)";
    private static final String TIME = "(?<hour>\\d\\d)(?:(?<colon>:?)(?<minute>\\d\\d)"
            + "(?:\\k<colon>(?<second>\\d\\d))?)?(?:[.,](?<fraction>\\d+))?";
    private static final String OFFSET = "[Zz]|(?<sign>[+-])" + TIME.replace("<", "<offset");

    /** Python does not mind one before an offset; Ruby and Go write a space there. */
    private static final String STRAY = "[ :.,]?";

    /** Any character may stand between date and time, as in Python; but a digit would make it another number. */
    private static final Pattern TIMESTAMP =
            Pattern.compile(DATE + "(?:\\D" + TIME + "(?:" + STRAY + "(?:" + OFFSET + "))?)?", Pattern.DOTALL);

    private static final int MICROS = 6;

    private final Matcher text;

    private IsoTimestamps(Matcher text) {
        this.text = text;
    }

    static Optional<Instant> parse(String text) {
        Matcher matcher = TIMESTAMP.matcher(text);
        return matcher.matches() ? Optional.of(new IsoTimestamps(matcher).instant()) : Optional.empty();
    }

    /**
     * Puts the parts together.
     *
     * @throws DateTimeException if they are none of the calendar's, or of the clock's
     */
    private Instant instant() {
        LocalTime time = LocalTime.of(number("hour"), number("minute"), number("second"), micros("fraction") * 1_000);
        return date().atTime(time).toInstant(ZoneOffset.UTC).minus(offset());
    }

    private LocalDate date() {
        int year = number("year");
        return text.group("week") == null
                ? LocalDate.of(year, number("month"), number("day"))
                : dateOfWeek(year, number("week"), text.group("weekday") == null ? 1 : number("weekday"));
    }

    private static LocalDate dateOfWeek(int year, int week, int weekday) {
        LocalDate inFirstWeek = LocalDate.of(year, 1, 4);
        if (weekday < 1
                || weekday > 7
                || !IsoFields.WEEK_OF_WEEK_BASED_YEAR
                        .rangeRefinedBy(inFirstWeek)
                        .isValidValue(week)) {
            throw new DateTimeException("There is no such week, or no such day of a week");
        }
        return inFirstWeek
                .minusDays(inFirstWeek.getDayOfWeek().getValue())
                .plusWeeks(week - 1L)
                .plusDays(weekday);
    }

    private Duration offset() {
        Duration offset = Duration.ofHours(number("offsethour"))
                .plusMinutes(number("offsetminute"))
                .plusSeconds(number("offsetsecond"))
                .plusNanos(micros("offsetfraction") * 1_000L);
        if (offset.compareTo(Duration.ofDays(1)) >= 0) {
            throw new DateTimeException("An offset is less than a day");
        }
        return "-".equals(text.group("sign")) ? offset.negated() : offset;
    }

    private int number(String part) {
        String digits = text.group(part);
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    private int micros(String part) {
        @Nullable String digits = text.group(part);
        return digits == null ? 0 : Integer.parseInt((digits + "0".repeat(MICROS)).substring(0, MICROS));
    }
}
