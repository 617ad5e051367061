package io.gatekeeper.sample.log;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Text from outside as part of a log line: it can neither begin a line of its own nor colour or hide what stands there. */
public final class LogText {

    private LogText() {}

    /** {@return the text with everything escaped that is not seen as a character, or is seen elsewhere} */
    public static String of(@Nullable Object value) {
        return String.valueOf(value).codePoints().mapToObj(LogText::escaped).collect(Collectors.joining());
    }

    private static String escaped(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> "\\u{%x}".formatted(character);
            default -> Character.toString(character);
        };
    }
}
