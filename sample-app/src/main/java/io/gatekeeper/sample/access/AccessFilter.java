package io.gatekeeper.sample.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Lets a request pass that names the console by one of its hosts and, if it changes something, comes from its page. */
final class AccessFilter extends OncePerRequestFilter {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Enough for the limits of a large family, and little enough to be read by any number of threads at once. */
    private static final int MAX_BODY_BYTES = 64 * 1024;

    private final Set<String> hosts;
    private final @Nullable Pin pin;
    private final HandlerExceptionResolver problems;

    /**
     * Guards a console.
     *
     * @param hosts names and addresses that the console goes by, in lower case
     * @param pin what a change must carry; null to take changes from this machine only
     * @param problems answers what is refused
     */
    AccessFilter(Set<String> hosts, @Nullable Pin pin, HandlerExceptionResolver problems) {
        this.hosts = Set.copyOf(hosts);
        this.pin = pin;
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        SecurityHeaders.addTo(response, request.getRequestURI());
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
                            HttpStatus.BAD_REQUEST,
                            "Invalid field",
                            "The body must have at most " + MAX_BODY_BYTES + " bytes")
                    .withField("body");
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
        try {
            return contentType != null
                    && MediaType.APPLICATION_JSON.equalsTypeAndSubtype(MediaType.parseMediaType(contentType));
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
