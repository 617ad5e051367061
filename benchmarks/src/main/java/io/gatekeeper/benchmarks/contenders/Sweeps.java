package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.db.ViewRecordRepository;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What goes through the records of all users: once each, because it takes long. */
public final class Sweeps {

    private static final int PORTION = 50_000;
    private static final Instant EVENING = ClientClock.START.plus(Duration.ofHours(12));

    private final ViewRecordRepository repository;
    private final ClientClock clock;
    private final JdbcClient jdbc;

    public Sweeps(Application application) {
        this.repository = application.repository();
        this.clock = application.clock();
        this.jdbc = application.jdbc();
    }

    /**
     * Runs the sweeps over as many users with a record of eight viewings each.
     *
     * @param open how many of them have a timed one open, which is overdue in the end
     * @param took is told the name of each sweep and how long it took, once it is over
     */
    public void over(int users, int open, BiConsumer<String, Duration> took) {
        fill(users, open);
        clock.set(EVENING);
        took.accept("forEachOpen", timeOf(this::count, open));
        took.accept(
                "closeOverdue, nothing overdue",
                timeOf(() -> repository.closeOverdue().size(), 0));
        took.accept("prune, nothing to prune", timeOf(() -> repository.prune(EVENING.minus(Duration.ofDays(400))), 0));
        clock.set(EVENING.plus(Duration.ofHours(1)));
        took.accept(
                "closeOverdue, all overdue",
                timeOf(() -> repository.closeOverdue().size(), open));
        clock.set(EVENING.plus(Duration.ofDays(400)));
        took.accept("prune, everything", timeOf(() -> repository.prune(EVENING.plus(Duration.ofDays(1))), users * 8));
    }

    private int count() {
        AtomicInteger count = new AtomicInteger();
        repository.forEachOpen(viewing -> count.incrementAndGet());
        return count.get();
    }

    private static Duration timeOf(Sweep sweep, int expected) {
        long start = System.nanoTime();
        int result = sweep.run();
        Duration duration = Duration.ofNanos(System.nanoTime() - start);
        if (result != expected) {
            throw new IllegalStateException("The sweep found " + result + " instead of " + expected);
        }
        return duration;
    }

    private void fill(int users, int open) {
        jdbc.sql("truncate gatekeeper.viewrecords").update();
        // In portions, because the limit for a statement is that of ordinary calls.
        for (int from = 1; from <= users; from += PORTION) {
            fill(from, Math.min(users, from + PORTION - 1), open);
        }
        jdbc.sql("analyze gatekeeper.viewrecords").update();
        jdbc.sql("checkpoint").update();
    }

    private void fill(int from, int to, int open) {
        jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        select md5(cast(u as text)), date '2026-01-01',
                               jsonb_build_object('version', 1, 'devices', jsonb_build_object('tv', jsonb_build_object(
                                 'device_name', 'Television', 'services', jsonb_build_object('youtube', (
                                   select jsonb_agg(jsonb_build_object(
                                            'unblock_started_at', format('2026-01-01T%s:40:00+00:00', 11 + v),
                                            'requested_duration_minutes', 30, 'requested_duration_label', '30 minutes',
                                            'unblock_ended_at',
                                            case when v = 8 and u <= :open then null
                                                 else format('2026-01-01T%s:55:00+00:00', 11 + v) end,
                                            'actual_duration_seconds', case when v = 8 and u <= :open then null else 900 end)
                                            order by v)
                                     from generate_series(1, 8) v))))),
                               timestamptz '2026-01-01 19:55:00+00'
                          from generate_series(:from, :to) u""").param("from", from).param("to", to).param("open", open).update();
    }

    /** Says how many it found or changed. */
    @FunctionalInterface
    private interface Sweep {

        int run();
    }
}
