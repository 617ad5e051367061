package io.gatekeeper.db.autoconfigure;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One or more servers that hold the same database.
 *
 * @param addresses each as {@code host:port}, an IPv6 address in brackets
 */
record ServerAddresses(List<String> addresses) {

    /** A name or an IPv4 address, or an IPv6 address in brackets, with a port or without; or an IPv6 address alone. */
    private static final Pattern ADDRESS = Pattern.compile(
            "(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(?::(?<port>[0-9]{1,5}))?|(?<bare>[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    /**
     * Reads a list with commas in it.
     *
     * @throws IllegalArgumentException if an entry is no address
     */
    static ServerAddresses parse(String text, int defaultPort) {
        return new ServerAddresses(Arrays.stream(text.split(",", -1))
                .map(entry -> address(entry, defaultPort))
                .toList());
    }

    @Override
    public String toString() {
        return String.join(",", addresses);
    }

    private static String address(String entry, int defaultPort) {
        Matcher matcher = ADDRESS.matcher(entry.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not the address of a server");
        }
        if (matcher.group("bare") != null) {
            return "[" + matcher.group("bare") + "]:" + defaultPort;
        }
        String port = matcher.group("port");
        return matcher.group("host") + ":" + checked(port == null ? defaultPort : Integer.parseInt(port));
    }

    private static int checked(int port) {
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("not a port");
        }
        return port;
    }
}
