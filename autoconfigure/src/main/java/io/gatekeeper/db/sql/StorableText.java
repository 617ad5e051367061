package io.gatekeeper.db.sql;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** Checks that text reaches PostgreSQL as it is: neither refused there nor silently changed on the way. */
public final class StorableText {

    /** Longest key in bytes of UTF-8; far below what an index entry can hold. */
    public static final int MAX_KEY_BYTES = 255;

    /** Control characters, separators of lines and paragraphs, and what turns the direction of writing. */
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}]");

    private StorableText() {}

    /**
     * Checks a value that identifies something and is part of an index.
     *
     * @param name what the value is, for the message
     * @param value the value; it is never part of the message
     * @return the value
     * @throws IllegalArgumentException if the value is null or blank, or no {@linkplain #name name} could be
     */
    public static String key(String name, String value) {
        // A caller that is not null-checked may still pass null; it gets the same answer as for a blank.
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(name + " must not be blank");
        }
        return name(name, value);
    }

    /**
     * Tells whether a value can identify something.
     *
     * @param value the value
     * @return whether {@link #key} accepts it
     */
    public static boolean isKey(String value) {
        try {
            key("value", value);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Checks a value that names something for people.
     *
     * @param name what the value is, for the message
     * @param value the value; it is never part of the message
     * @return the value
     * @throws IllegalArgumentException if the value has more than {@value #MAX_KEY_BYTES} bytes in UTF-8, holds U+0000, which
     *     PostgreSQL refuses, or half of a surrogate pair, which the driver would replace by a question mark
     */
    public static String name(String name, String value) {
        if (utf8Length(name, value) > MAX_KEY_BYTES) {
            throw new IllegalArgumentException(name + " must have at most " + MAX_KEY_BYTES + " bytes in UTF-8");
        }
        return value;
    }

    /**
     * Shows a value within one line of a log: whatever would end or hide the line stands as its code.
     *
     * @param value the value
     * @return the value, with the code in the place of each control character and each separator or mark of lines
     */
    public static String printable(String value) {
        return UNPRINTABLE
                .matcher(value)
                .replaceAll(found -> "\\\\u%04X".formatted((int) found.group().charAt(0)));
    }

    private static int utf8Length(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(name + " must not contain the character U+0000");
        }
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(value))
                    .remaining();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(name + " must not contain half of a surrogate pair", e);
        }
    }
}
