package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.internal.document.DocumentJson;

/** Says in a line where in the source something stands, and what it is. Everything is quoted as in JSON, and cut. */
final class Example {

    private static final String[] LEVELS = {"user ", ", device ", ", service "};
    private static final int MAX_PART = 80;
    private static final int MAX_CONTENT = 300;

    private Example() {}

    /** {@return the place: the user, perhaps the device, perhaps the service} */
    static String at(String... path) {
        StringBuilder place = new StringBuilder();
        for (int level = 0; level < path.length; level++) {
            place.append(LEVELS[level]).append(DocumentJson.quoted(cut(path[level], MAX_PART)));
        }
        return place.toString();
    }

    /** {@return what stands in the place, as JSON or in words} */
    static String of(String content, String... path) {
        return at(path) + ": " + cut(content, MAX_CONTENT);
    }

    private static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.substring(0, end) + "...";
    }
}
