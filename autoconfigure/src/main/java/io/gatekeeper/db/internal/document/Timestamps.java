package io.gatekeeper.db.internal.document;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;

/** The text form of instants in the document, which is the one of Python's {@code isoformat()}. */
public final class Timestamps {

    // Nearly all are written as we write them; a formatter takes many times as long to read one, and several to write
    // one.
    private static final String UTC = "+00:00";
    private static final String WITH_SECONDS = "0000-00-00T00:00:00" + UTC;
    private static final String WITH_MICROS = "0000-00-00T00:00:00.000000" + UTC;

    private Timestamps() {}

    /** Writes UTC with {@code +00:00}, and six fractional digits or none. */
    public static String format(Instant instant) {
        LocalDateTime time = LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(WITH_MICROS.length())
                .append(time.toLocalDate())
                .append('T');
        digits(text, 2, time.getHour()).append(':');
        digits(text, 2, time.getMinute()).append(':');
        digits(text, 2, time.getSecond());
        int micros = time.getNano() / 1_000;
        if (micros > 0) {
            digits(text.append('.'), 6, micros);
        }
        return text.append(UTC).toString();
    }

    /** Reads what we write, and what {@link IsoTimestamps} does; empty if the text is no such timestamp. */
    static Optional<Instant> parse(String text) {
        try {
            return isOurs(text) ? Optional.of(parseOurs(text)) : IsoTimestamps.parse(text);
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static boolean isOurs(String text) {
        int length = text.length();
        if ((length != WITH_SECONDS.length() && length != WITH_MICROS.length()) || !text.endsWith(UTC)) {
            return false;
        }
        for (int place = 0; place < length - UTC.length(); place++) {
            char expected = WITH_MICROS.charAt(place);
            char found = text.charAt(place);
            if (expected == '0' ? found < '0' || found > '9' : found != expected) {
                return false;
            }
        }
        return true;
    }

    private static Instant parseOurs(String text) {
        boolean hasMicros = text.length() == WITH_MICROS.length();
        return LocalDateTime.of(
                        number(text, 0, 4),
                        number(text, 5, 7),
                        number(text, 8, 10),
                        number(text, 11, 13),
                        number(text, 14, 16),
                        number(text, 17, 19),
                        hasMicros ? number(text, 20, 26) * 1_000 : 0)
                .toInstant(ZoneOffset.UTC);
    }

    private static StringBuilder digits(StringBuilder text, int count, int number) {
        String digits = Integer.toString(number);
        return text.append("00000", 0, count - digits.length()).append(digits);
    }

    private static int number(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
