package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What users take of the disk and of the server's log, who live through years in minutes. */
public final class Capacity {

    private static final int VIEWINGS_A_DAY = 8;
    private static final int WRITES_A_DAY = 2 * VIEWINGS_A_DAY;
    private static final Duration WATCHED = Duration.ofMinutes(50);
    private static final Duration BETWEEN = Duration.ofMinutes(80);
    private static final double MEGABYTE = 1_000_000;

    /** So few that a checkpoint before each of their writes does not take forever. */
    private static final int CHECKPOINTED = 10;

    private static final List<Histories.Service> SERVICES = List.of(
            new Histories.Service("tv", "youtube"),
            new Histories.Service("tv", "films"),
            new Histories.Service("tv", "news"),
            new Histories.Service("tablet", "youtube"),
            new Histories.Service("tablet", "games"),
            new Histories.Service("tablet", "music"));

    private final Application application;
    private final ViewRecordRepository repository;
    private final ClientClock clock;
    private final JdbcClient jdbc;
    private final Executor clients;

    public Capacity(Application application, Executor clients) {
        this.application = application;
        this.repository = application.repository();
        this.clock = application.clock();
        this.jdbc = application.jdbc();
        this.clients = clients;
    }

    /** Lets users live for so many days, and says what one of them has taken by the end, and each of the writes. */
    public Map<String, Double> of(int users, int days) {
        jdbc.sql("truncate gatekeeper.viewrecords").update();
        List<String> ids = IntStream.range(0, users)
                .mapToObj(number -> UUID.randomUUID().toString())
                .toList();
        Map<String, Double> figures = new LinkedHashMap<>();
        long logged = application.walPosition();
        double seconds = live(ids, days);
        double writes = (double) users * days * WRITES_A_DAY;
        figures.put("writes a second", writes / seconds);
        figures.put("bytes of log for a write", (application.walPosition() - logged) / writes);
        figures.put(
                "bytes of a document as text",
                figure("select avg(octet_length(viewings::text)) from gatekeeper.viewrecords"));
        figures.put(
                "bytes of a document as stored",
                figure("select avg(pg_column_size(viewings)) from gatekeeper.viewrecords"));
        figures.put("MB of table for a user", megabytes("pg_table_size") / users);
        figures.put("MB of indexes for a user", megabytes("pg_indexes_size") / users);
        jdbc.sql("vacuum full gatekeeper.viewrecords").update();
        figures.put("MB of table for a user, packed", megabytes("pg_table_size") / users);
        figures.put("MB of indexes for a user, packed", megabytes("pg_indexes_size") / users);
        List<String> few = ids.subList(0, Math.min(users, CHECKPOINTED));
        figures.put("bytes of log for a write, each after a checkpoint", afterCheckpoints(few, days));
        figures.put("the same with wal_compression", compressed(() -> afterCheckpoints(few, days + 1)));
        return figures;
    }

    private double live(List<String> users, int days) {
        long nanos = 0;
        long dead = 0;
        for (int day = 0; day < days; day++) {
            long start = System.nanoTime();
            live(users, ClientClock.START.plus(Duration.ofDays(day)));
            nanos += System.nanoTime() - start;
            dead += (long) users.size() * (WRITES_A_DAY - 1);
            // As autovacuum would, which has all day for it.
            if (dead > 50 + users.size() * (day + 1) / 5) {
                jdbc.sql("vacuum gatekeeper.viewrecords").update();
                dead = 0;
            }
        }
        return nanos / 1e9;
    }

    private void live(List<String> users, Instant morning) {
        for (int viewing = 0; viewing < VIEWINGS_A_DAY; viewing++) {
            int number = viewing;
            CompletableFuture<?>[] all = users.stream()
                    .map(user -> CompletableFuture.runAsync(
                            () -> {
                                append(user, morning, number);
                                close(user, morning, number);
                            },
                            clients))
                    .toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(all).join();
        }
    }

    private void append(String user, Instant morning, int viewing) {
        Histories.Service service = SERVICES.get(viewing % SERVICES.size());
        clock.set(moment(morning, viewing));
        repository.append(NewViewing.timed(
                user, service.device(), "The " + service.device(), service.service(), Duration.ofHours(1)));
    }

    private void close(String user, Instant morning, int viewing) {
        Histories.Service service = SERVICES.get(viewing % SERVICES.size());
        clock.set(moment(morning, viewing).plus(WATCHED));
        if (repository.close(user, service.device(), service.service()).isEmpty()) {
            throw new IllegalStateException("nothing was open");
        }
    }

    /** Some microsecond of a minute: even times would be compressed too well. */
    private static Instant moment(Instant morning, int viewing) {
        long micros = ThreadLocalRandom.current().nextLong(60_000_000);
        return morning.plus(BETWEEN.multipliedBy(viewing)).plus(micros, ChronoUnit.MICROS);
    }

    private double afterCheckpoints(List<String> users, int day) {
        Instant morning = ClientClock.START.plus(Duration.ofDays(day));
        long logged = 0;
        for (String user : users) {
            for (int viewing = 0; viewing < VIEWINGS_A_DAY; viewing++) {
                int number = viewing;
                logged += loggedAfterCheckpoint(() -> append(user, morning, number));
                logged += loggedAfterCheckpoint(() -> close(user, morning, number));
            }
        }
        return (double) logged / users.size() / WRITES_A_DAY;
    }

    private long loggedAfterCheckpoint(Runnable write) {
        jdbc.sql("checkpoint").update();
        long before = application.walPosition();
        write.run();
        return application.walPosition() - before;
    }

    private double compressed(DoubleSupplier measurement) {
        alterSystem("alter system set wal_compression = on");
        try {
            return measurement.getAsDouble();
        } finally {
            alterSystem("alter system reset wal_compression");
        }
    }

    private void alterSystem(String statement) {
        jdbc.sql(statement).update();
        jdbc.sql("select pg_reload_conf()").query(Boolean.class).single();
    }

    private double megabytes(String function) {
        return figure("select " + function + "('gatekeeper.viewrecords')") / MEGABYTE;
    }

    private double figure(String sql) {
        return jdbc.sql(sql).query(Double.class).single();
    }
}
