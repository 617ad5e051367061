package io.gatekeeper.benchmarks.faults;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** Somebody else's locks. */
final class Locks {

    private static final int TIMES = 3;
    private static final double HELD = 0.15;
    private static final String EXCLUSIVE = "lock table gatekeeper.viewrecords in access exclusive mode";

    private Locks() {}

    /** In the order of their keys, as everybody locks them. */
    static void records(Scene scene) throws Exception {
        scene.load(scene.server().port());
        held(scene, "select from gatekeeper.viewrecords order by user_id, viewing_day for update");
    }

    static void table(Scene scene) throws Exception {
        scene.load(scene.server().port());
        held(scene, EXCLUSIVE);
    }

    /** Behind DDL that waits for a reader, everybody waits. */
    static void ddl(Scene scene) throws Exception {
        scene.load(scene.server().port());
        scene.repeat(TIMES, () -> {
            try (Connection reader = transaction(scene)) {
                execute(reader, "select count(*) from gatekeeper.viewrecords");
                Thread ddl = new Thread(() -> lockAndRelease(scene));
                ddl.start();
                scene.pause(HELD);
                reader.rollback();
                ddl.join();
            }
        });
    }

    static void deadlocks(Scene scene) throws Exception {
        scene.load(scene.server("deadlock_timeout", "200ms").port());
        long end = System.nanoTime() + scene.time().toNanos();
        while (System.nanoTime() < end) {
            lockInReverse(scene);
        }
    }

    private static void held(Scene scene, String lock) throws Exception {
        scene.repeat(TIMES, () -> {
            try (Connection holder = transaction(scene)) {
                execute(holder, lock);
                scene.pause(HELD);
                holder.rollback();
            }
        });
    }

    private static void lockAndRelease(Scene scene) {
        try (Connection connection = transaction(scene)) {
            execute(connection, EXCLUSIVE);
            connection.rollback();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The records that are written to now, from the last to the first; ours lock from the first to the last. */
    private static void lockInReverse(Scene scene) throws Exception {
        try (Connection connection = transaction(scene)) {
            JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
            List<String> users = jdbc.sql("""
                            select user_id from (select user_id from gatekeeper.viewrecords order by updated_at desc limit 4) r
                             order by user_id desc""").query(String.class).list();
            try {
                for (String user : users) {
                    jdbc.sql("select from gatekeeper.viewrecords where user_id = ? for update")
                            .param(user)
                            .query()
                            .listOfRows();
                    scene.breathe();
                }
            } catch (DataAccessException e) {
                // It was the one that the server chose, which is as good.
            }
            connection.rollback();
        }
        scene.breathe();
    }

    private static Connection transaction(Scene scene) throws SQLException {
        Connection connection = scene.stage().getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
