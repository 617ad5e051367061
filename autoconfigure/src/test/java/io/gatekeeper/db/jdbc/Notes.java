package io.gatekeeper.db.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty table to write to, in both of our ways, and a look at it from outside. */
final class Notes {

    static final TestDatabase DATABASE = TestPostgres.newDatabase();

    private static final DataSource COMMITTING = pool(true);
    private static final DataSource NOT_COMMITTING = pool(false);

    final DataSource pool;
    final GatekeeperDb db;

    Notes(boolean autoCommit) {
        this(autoCommit ? COMMITTING : NOT_COMMITTING);
    }

    Notes(DataSource pool) {
        this.pool = pool;
        this.db = on(pool);
        DATABASE.client()
                .sql("create schema if not exists gatekeeper;"
                        + " create table if not exists gatekeeper.notes (text text primary key);"
                        + " delete from gatekeeper.notes")
                .update();
    }

    static DataSource pool(boolean autoCommit) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(DATABASE.dataSource());
        pool.setMaximumPoolSize(3);
        pool.setMinimumIdle(1);
        pool.setConnectionTimeout(5_000);
        pool.setAutoCommit(autoCommit);
        return pool;
    }

    static GatekeeperDb on(DataSource dataSource) {
        return new GatekeeperDb(dataSource, SqlIdentifier.of("gatekeeper"), new SettableClock("2026-03-17T10:00:00Z"));
    }

    /** As a single statement, and in a transaction. */
    void write(String text) {
        db.statement(jdbc -> insert(jdbc, text));
        db.transactions().executeWithoutResult(status -> insert(db.jdbc(), text + " too"));
    }

    /** By somebody else, in the current transaction. */
    void insert(String text) {
        insert(JdbcClient.create(pool), text);
    }

    private static int insert(JdbcClient jdbc, String text) {
        return jdbc.sql("insert into gatekeeper.notes values (?)").param(text).update();
    }

    void read() {
        JdbcClient.create(pool).sql("select from gatekeeper.notes").query().listOfRows();
    }

    /** What others see. */
    List<String> stored() {
        return DATABASE.client()
                .sql("select text from gatekeeper.notes order by text")
                .query(String.class)
                .list();
    }
}
