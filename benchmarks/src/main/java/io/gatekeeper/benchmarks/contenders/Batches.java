package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.benchmarks.contest.Contender;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** A thousand viewings at once. */
final class Batches {

    private static final int SIZE = 1_000;

    private static final String UNNEST = """
            insert into floor (user_id, client_id, service_id, started_at, minutes)
            select u, 'tv', 'youtube', s, 30 from unnest(?, ?) as rows (u, s)""";

    private final DataSource dataSource;
    private final ViewRecordRepository repository;
    private final ClientClock clock;
    private final AtomicLong batches = new AtomicLong();

    Batches(DataSource dataSource, ViewRecordRepository repository, ClientClock clock) {
        this.dataSource = dataSource;
        this.repository = repository;
        this.clock = clock;
    }

    List<Contender> all() {
        return List.of(
                Measured.batchOf(SIZE, "1,000 narrow rows by unnest", client -> unnest()),
                Measured.batchOf(SIZE, "1,000 narrow rows by COPY", client -> copy()),
                Measured.batchOf(SIZE, "1,000 narrow rows by a JDBC batch", client -> jdbcBatch()),
                ours("appendAll, 50 users with 20 viewings each", 50),
                ours("appendAll, 1,000 users with 1 viewing each", SIZE));
    }

    Contender ours(String name, int users) {
        return Measured.batchOf(SIZE, name, client -> {
            long batch = batches.incrementAndGet();
            clock.set(ClientClock.START.plus(Duration.ofDays(1)));
            repository.appendAll(IntStream.range(0, SIZE)
                    .mapToObj(number -> NewViewing.timed(
                                    user(batch, number % users), "tv", "The tv", "youtube", Duration.ofMinutes(30))
                            .startingAt(start(number)))
                    .toList());
        });
    }

    private void unnest() {
        long batch = batches.incrementAndGet();
        run(connection -> {
            Array users = connection.createArrayOf(
                    "text",
                    IntStream.range(0, SIZE)
                            .mapToObj(number -> user(batch, number))
                            .toArray());
            Array starts = connection.createArrayOf(
                    "timestamptz",
                    IntStream.range(0, SIZE)
                            .mapToObj(number -> Timestamp.from(start(number)))
                            .toArray());
            try (PreparedStatement statement = connection.prepareStatement(UNNEST)) {
                statement.setArray(1, users);
                statement.setArray(2, starts);
                statement.executeUpdate();
            }
        });
    }

    private void copy() {
        long batch = batches.incrementAndGet();
        String rows = IntStream.range(0, SIZE)
                .mapToObj(number -> "%s\ttv\tyoutube\t%s\t30\n".formatted(user(batch, number), start(number)))
                .collect(Collectors.joining());
        run(connection -> {
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getCopyAPI()
                        .copyIn(
                                "copy floor (user_id, client_id, service_id, started_at, minutes) from stdin",
                                new StringReader(rows));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void jdbcBatch() {
        long batch = batches.incrementAndGet();
        run(connection -> {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(Floor.INSERT)) {
                for (int number = 0; number < SIZE; number++) {
                    statement.setString(1, user(batch, number));
                    statement.setString(2, "tv");
                    statement.setString(3, "youtube");
                    statement.setTimestamp(4, Timestamp.from(start(number)));
                    statement.setInt(5, 30);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            connection.commit();
        });
    }

    private static String user(long batch, int number) {
        return "batch" + batch + "/" + number;
    }

    private static Instant start(int number) {
        return ClientClock.START.plusSeconds(30L * number);
    }

    private void run(Work work) {
        try (Connection connection = dataSource.getConnection()) {
            work.run(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Work {

        void run(Connection connection) throws SQLException;
    }
}
