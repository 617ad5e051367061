package io.gatekeeper.sample.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
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
            throw Refusal.unknownHost();
        }
        if (!READING.contains(request.getMethod())) {
            checkChange(request, new Sender(request));
        }
    }

    private void checkChange(HttpServletRequest request, Sender sender) {
        if (sender.isForeignPage()) {
            throw Refusal.foreignPage();
        }
        if (!isJson(request.getContentType())) {
            throw Refusal.notJson();
        }
        if (request.getContentLengthLong() < 0) {
            throw Refusal.lengthNotSaid();
        }
        if (request.getContentLengthLong() > MAX_BODY_BYTES) {
            throw Refusal.tooLong(MAX_BODY_BYTES);
        }
        if (pin != null) {
            pin.check(request.getHeader(Pin.HEADER));
        } else if (!sender.isThisMachine()) {
            throw Refusal.otherMachine();
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
