package io.gatekeeper.sample.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets a request pass that names the console by one of its hosts and, if it changes something, comes from its page. */
final class AccessFilter extends OncePerRequestFilter {

    /** What a browser is told to do with the answers: nothing from elsewhere, nothing in another site's frame. */
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'; require-trusted-types-for 'script'",
            "X-Content-Type-Options",
            "nosniff",
            "X-Frame-Options",
            "DENY",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private static final Pattern JSON = Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Enough for the limits of a large family, and little enough to be read by any number of threads at once. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Set<String> hosts;
    private final @Nullable Pin pin;
    private final HandlerExceptionResolver problems;

    /** For hosts in lower case. Without a PIN, changes come from this machine only; {@code problems} answers refusals. */
    AccessFilter(Set<String> hosts, @Nullable Pin pin, HandlerExceptionResolver problems) {
        this.hosts = Set.copyOf(hosts);
        this.pin = pin;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        HEADERS.forEach(response::setHeader);
        if (request.getRequestURI().startsWith("/api/")) {
            response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        try {
            check(request);
        } catch (Refusal refusal) {
            problems.resolveException(request, response, null, refusal);
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(HttpServletRequest request) {
        if (!hosts.contains(request.getServerName().toLowerCase(Locale.ROOT))) {
            throw new Refusal(
                    HttpStatus.MISDIRECTED_REQUEST,
                    "Unknown host",
                    "The console does not go by this name. Names it should go by belong into sample.allowed-hosts.");
        }
        if (!READING.contains(request.getMethod())) {
            checkChange(request, new Sender(request));
        }
    }

    private void checkChange(HttpServletRequest request, Sender sender) {
        if (sender.isForeignPage()) {
            throw new Refusal(
                    HttpStatus.FORBIDDEN, "Foreign page", "Only the console's own page may change something here.");
        }
        if (!isJson(request.getContentType())) {
            throw new Refusal(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE,
                    "Not JSON",
                    "A change is sent as Content-Type: application/json.");
        }
        if (request.getContentLengthLong() < 0) {
            throw new Refusal(
                    HttpStatus.LENGTH_REQUIRED, "Length required", "A change says its length by Content-Length.");
        }
        if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            throw new Refusal(
                    HttpStatus.CONTENT_TOO_LARGE,
                    "Too long",
                    "The body must have at most " + MAX_BODY_BYTES + " bytes");
        }
        if (pin != null) {
            pin.check(request.getHeader(Pin.HEADER));
        } else if (!sender.isThisMachine()) {
            throw new Refusal(
                    HttpStatus.FORBIDDEN,
                    "Other machine",
                    "Without a PIN, changes come from this machine only, and not through a proxy. Set sample.pin.");
        }
    }

    private static boolean isJson(@Nullable String contentType) {
        return contentType != null && JSON.matcher(contentType).matches();
    }
}
