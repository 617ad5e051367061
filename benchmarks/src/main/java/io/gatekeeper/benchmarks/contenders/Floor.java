package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.benchmarks.contest.Contender;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLongArray;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/** The least that PostgreSQL can be asked for: a narrow row with a key, by plain JDBC, from the same pool. */
final class Floor {

    private static final String TABLE = """
            create table floor (
              user_id text not null, client_id text not null, service_id text not null, started_at timestamptz not null,
              minutes int, ended_at timestamptz,
              primary key (user_id, client_id, service_id, started_at))""";

    static final String INSERT =
            "insert into floor (user_id, client_id, service_id, started_at, minutes) values (?, ?, ?, ?, ?)";

    private static final String SELECT = "select minutes, ended_at from floor"
            + " where user_id = ? and client_id = ? and service_id = ? and started_at = ?";

    private static final int MOST_CLIENTS = 64;

    private final DataSource dataSource;
    private final AtomicLongArray inserted = new AtomicLongArray(MOST_CLIENTS);

    Floor(DataSource dataSource) {
        this.dataSource = dataSource;
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        jdbc.execute("drop table if exists floor");
        jdbc.execute(TABLE);
    }

    Contender insert() {
        return Measured.of(
                "plain JDBC INSERT of a narrow row", client -> insert(client, inserted.getAndIncrement(client)));
    }

    /** Finds a row that {@link #insert} has stored. */
    Contender select() {
        return Measured.of("plain JDBC SELECT by key", client -> {
            if (inserted.get(client) == 0) {
                insert(client, inserted.getAndIncrement(client));
            }
            select(client, inserted.get(client) / 2);
        });
    }

    private void insert(int client, long number) {
        run(INSERT, statement -> {
            key(statement, client, number);
            statement.setInt(5, 30);
            statement.executeUpdate();
        });
    }

    private void select(int client, long number) {
        run(SELECT, statement -> {
            key(statement, client, number);
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next() || rows.getInt(1) != 30) {
                    throw new IllegalStateException("the row is not there");
                }
            }
        });
    }

    private static void key(PreparedStatement statement, int client, long number) throws SQLException {
        Histories.Service service = Histories.SERVICES.get((int) (number % Histories.SERVICES.size()));
        statement.setString(1, "user" + client);
        statement.setString(2, service.device());
        statement.setString(3, service.service());
        statement.setObject(4, startOf(number).atOffset(ZoneOffset.UTC));
    }

    private static Instant startOf(long number) {
        return ClientClock.START.plusSeconds(number).plusNanos(123_456_000);
    }

    private void run(String sql, Work work) {
        try (Connection connection = dataSource.getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            work.run(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @FunctionalInterface
    private interface Work {

        void run(PreparedStatement statement) throws SQLException;
    }
}
