package io.gatekeeper.sample.access;

import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as far as it can be told. */
final class Sender {

    /** What a browser says of a request that its own page, or the person at its address bar, has made. */
    private static final Set<String> OWN_SITE = Set.of("same-origin", "none");

    private static final Set<String> SET_BY_PROXIES = Set.of("forwarded", "via", "x-real-ip");
    private static final Set<Integer> DEFAULT_PORTS = Set.of(80, 443);

    private final HttpServletRequest request;

    Sender(HttpServletRequest request) {
        this.request = request;
    }

    /** Whether a browser says that another site's page has made the request. What is no browser says nothing. */
    boolean isForeignPage() {
        String site = request.getHeader("Sec-Fetch-Site");
        String origin = request.getHeader("Origin");
        return (site != null && !OWN_SITE.contains(site)) || (origin != null && !isOurs(origin));
    }

    /** Whether this machine has made the request itself, and not as a proxy for somebody else. */
    boolean isThisMachine() {
        return isLoopback(request.getRemoteAddr())
                && Collections.list(request.getHeaderNames()).stream()
                        .map(name -> name.toLowerCase(Locale.ROOT))
                        .noneMatch(name -> name.startsWith("x-forwarded-") || SET_BY_PROXIES.contains(name));
    }

    /** A proxy that ends TLS makes https of what is http here. */
    private boolean isOurs(String origin) {
        int port = request.getServerPort();
        String ours = request.getServerName() + (DEFAULT_PORTS.contains(port) ? "" : ":" + port);
        return origin.equalsIgnoreCase("http://" + ours) || origin.equalsIgnoreCase("https://" + ours);
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
