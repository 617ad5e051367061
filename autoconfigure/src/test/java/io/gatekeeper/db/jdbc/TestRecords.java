package io.gatekeeper.db.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.GatekeeperDb;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A repository on a database of its own, and a look at what it has stored. */
final class TestRecords implements AutoCloseable {

    final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");
    final TestDatabase database = TestPostgres.newDatabase();
    final HikariDataSource dataSource = new HikariDataSource();
    final JdbcClient jdbc;
    final ViewRecordRepository repository;

    TestRecords() {
        dataSource.setJdbcUrl(database.url());
        dataSource.setUsername(database.username());
        dataSource.setPassword(database.password());
        dataSource.setMaximumPoolSize(16);
        dataSource.setMinimumIdle(1);
        jdbc = JdbcClient.create(dataSource);
        repository = repository(clock, "UTC", "00:00");
    }

    /** Another instance of the application, on the same table. */
    ViewRecordRepository repository(Clock clock, String zone, String dayStart) {
        return store(clock, zone, dayStart).repository();
    }

    ViewRecordStore store(Clock clock, String zone, String dayStart) {
        GatekeeperDb db = new GatekeeperDb(dataSource, SqlIdentifier.of("gatekeeper"), clock);
        ViewRecordStore store = new ViewRecordStore(
                db, db.table("viewrecords"), SchemaMode.CREATE, List.of(), ZoneId.of(zone), LocalTime.parse(dayStart));
        store.prepareSchema();
        return store;
    }

    ViewRecordRepository inZone(String zone) {
        return repository(clock, zone, "00:00");
    }

    /** Puts a document into the table as something else than the repository would. */
    void store(String userId, String day, String document) {
        jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        values (?, ?, cast(? as jsonb), ?)
                        """)
                .params(userId, LocalDate.parse(day), document, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    String document(String userId, String day) {
        return jdbc.sql("select viewings from gatekeeper.viewrecords where user_id = ? and viewing_day = ?")
                .params(userId, LocalDate.parse(day))
                .query(String.class)
                .single();
    }

    List<String> days(String userId) {
        return jdbc.sql("select viewing_day from gatekeeper.viewrecords where user_id = ? order by viewing_day")
                .param(userId)
                .query(String.class)
                .list();
    }

    /** Changes with every write to a row, even one that leaves it equal. */
    String rowVersions() {
        return jdbc.sql("select string_agg(user_id || viewing_day || xmin, ',' order by user_id, viewing_day)"
                        + " from gatekeeper.viewrecords")
                .query(String.class)
                .single();
    }

    @Override
    public void close() {
        dataSource.close();
    }
}
