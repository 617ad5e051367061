package io.gatekeeper.db.autoconfigure;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * One or more servers that hold the same database.
 *
 * @param addresses each as {@code host:port}, an IPv6 address in brackets
 */
record ServerAddresses(List<String> addresses) {

    static final int LAST_PORT = 65_535;

    /** A name or an IPv4 address, or an IPv6 address in brackets, with a port or without; or an IPv6 address alone. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?|(?<bare>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    /**
     * Parses a list with commas in it.
     *
     * @param defaultPort the port of those that name none
     * @throws IllegalArgumentException if an entry is not an address; says which one and never its text, which may be a
     *     secret in the wrong place
     */
    static ServerAddresses parse(String text, int defaultPort) {
        String[] entries = text.split(",", -1);
        return new ServerAddresses(IntStream.range(0, entries.length)
                .mapToObj(index -> address(entries[index].strip(), defaultPort, "entry " + (index + 1)))
                .toList());
    }

    @Override
    public String toString() {
        return String.join(",", addresses);
    }

    private static String address(String entry, int defaultPort, String place) {
        Matcher matcher = ADDRESS.matcher(entry);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("has an " + place + " that is not the name or address of a server");
        }
        if (matcher.group("bare") != null) {
            return "[" + matcher.group("bare") + "]:" + defaultPort;
        }
        String port = matcher.group("port");
        if (port != null && (Integer.parseInt(port) < 1 || Integer.parseInt(port) > LAST_PORT)) {
            throw new IllegalArgumentException("has an " + place + " whose port is not from 1 to " + LAST_PORT);
        }
        return matcher.group("host") + ":" + (port == null ? defaultPort : Integer.parseInt(port));
    }
}
