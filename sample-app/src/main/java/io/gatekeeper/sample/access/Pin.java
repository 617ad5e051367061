package io.gatekeeper.sample.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/**
 * The PIN that a change must carry. After five wrong ones within a minute nobody gets in, not even with the right one,
 * until the minute is over: whoever guesses learns nothing, and cannot get around it by another address.
 */
final class Pin {

    static final String HEADER = "Gatekeeper-Pin";

    private static final int MAX_WRONG = 5;
    private static final Duration WINDOW = Duration.ofMinutes(1);

    /** What a header can carry as it is. */
    private static final Pattern LEGAL = Pattern.compile("[!-~]{4,64}");

    private final byte[] digest;
    private final LongSupplier nanoTime;
    private final Deque<Long> wrong = new ArrayDeque<>();

    Pin(String pin, LongSupplier nanoTime) {
        if (!LEGAL.matcher(pin).matches()) {
            throw new IllegalArgumentException("sample.pin must have 4 to 64 letters, digits or signs, without blanks");
        }
        this.digest = digest(pin);
        this.nanoTime = nanoTime;
    }

    /**
     * Lets the right PIN pass. One that is missing is no try.
     *
     * @throws Refusal if the PIN is missing or wrong, or was wrong too often
     */
    synchronized void check(@Nullable String candidate) {
        long now = nanoTime.getAsLong();
        wrong.removeIf(time -> now - time >= WINDOW.toNanos());
        if (wrong.size() >= MAX_WRONG) {
            long wait = WINDOW.toNanos() - (now - wrong.getFirst());
            throw tooManyTries(Duration.ofNanos(wait));
        }
        if (candidate == null) {
            throw wrongPin();
        }
        if (!MessageDigest.isEqual(digest, digest(candidate))) {
            wrong.addLast(now);
            throw wrongPin();
        }
    }

    private static Refusal wrongPin() {
        return new Refusal(HttpStatus.UNAUTHORIZED, "PIN required", "The PIN is missing or wrong.")
                .withHeader(HttpHeaders.WWW_AUTHENTICATE, HEADER);
    }

    private static Refusal tooManyTries(Duration wait) {
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        return new Refusal(
                        HttpStatus.TOO_MANY_REQUESTS,
                        "Too many tries",
                        "The PIN was wrong too often. Try again in " + seconds + " seconds.")
                .withHeader(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
    }

    /** Of equal length for PINs of any length, so that comparing them takes the same time. */
    private static byte[] digest(String pin) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(pin.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
