package io.gatekeeper.db.jdbc;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;

/** Retries what PostgreSQL asks to retry: nothing of it was stored, and the same work can succeed the next time. */
final class Retries {

    /** The documentation and the Javadoc say this number; a test compares them. */
    static final int MAX_ATTEMPTS = 5;

    private static final Logger log = LoggerFactory.getLogger(Retries.class);

    private static final Set<SqlState> RETRYABLE =
            EnumSet.of(SqlState.SERIALIZATION_FAILURE, SqlState.DEADLOCK_DETECTED);

    /** A few milliseconds; with sixteen writers on one record, the last of four pauses must be long. */
    private static final int LONGEST_FIRST_PAUSE_MICROS = 10_000;

    private static final int GROWTH = 5;

    private final Pause pause;
    private final AtomicLong retried = new AtomicLong();

    Retries() {
        this(Retries::jitter);
    }

    Retries(Pause pause) {
        this.pause = pause;
    }

    /** How often something was tried again. */
    long retried() {
        return retried.get();
    }

    /**
     * Runs the work until it succeeds or its failure is final; that one then carries the earlier ones as suppressed.
     *
     * @param again the same work, as it is done from the second attempt on
     */
    <T extends @Nullable Object> T run(Supplier<T> work, Supplier<T> again) {
        List<Throwable> failures = new ArrayList<>();
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt == 1 ? work.get() : again.get();
            } catch (RuntimeException | Error e) {
                if (attempt == MAX_ATTEMPTS || !isRetryable(e) || !waited(attempt)) {
                    failures.forEach(e::addSuppressed);
                    throw e;
                }
                failures.add(e);
                retried.incrementAndGet();
                log.debug("Attempt {} of {} failed, retrying: {}", attempt, MAX_ATTEMPTS, e.getMessage());
            }
        }
    }

    private static boolean isRetryable(Throwable failure) {
        return failure instanceof ConcurrencyFailureException && RETRYABLE.contains(SqlState.of(failure));
    }

    private boolean waited(int attempt) {
        try {
            pause.after(attempt);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** By chance, or those that met would meet again; and longer each time, to make room for many of them. */
    private static void jitter(int attempt) throws InterruptedException {
        double longest = LONGEST_FIRST_PAUSE_MICROS * Math.pow(GROWTH, attempt - 1);
        TimeUnit.MICROSECONDS.sleep((long) ThreadLocalRandom.current().nextDouble(longest));
    }

    /** What happens between two attempts. */
    @FunctionalInterface
    interface Pause {

        void after(int attempt) throws InterruptedException;
    }
}
