package io.gatekeeper.sample.log;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Text from outside as part of a log line: it can neither begin a line of its own nor colour or hide what stands there. */
public final class LogText {

    /** Control, format and the like, and what separates lines. */
    private static final Pattern UNSEEN = Pattern.compile("[\\p{C}\\p{Zl}\\p{Zp}]");

    private LogText() {}

    /** {@return the text with everything escaped that is not seen as a character, or is seen elsewhere} */
    public static String of(@Nullable Object value) {
        return UNSEEN.matcher(String.valueOf(value))
                .replaceAll(unseen -> "\\\\u{%x}".formatted(unseen.group().codePointAt(0)));
    }
}
