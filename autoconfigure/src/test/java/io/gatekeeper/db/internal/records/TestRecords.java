package io.gatekeeper.db.internal.records;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.docs.Page;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.internal.document.ViewingPath;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.TestStores;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A repository on an empty schema, and a look at what it has stored. Only the latest one can be used. */
public final class TestRecords {

    private static final TestDatabase DATABASE = TestPostgres.newDatabase();
    private static final HikariDataSource POOL = pool();

    /** Set by the build for a second run of the tests: what the quick path does, the general path must do, too. */
    public static final boolean GENERAL_PATH = Boolean.getBoolean("gatekeeper.test.general-path");

    /** Set for a third run: what holds for one table must hold for a table in partitions. */
    private static final boolean PARTITIONS = Boolean.getBoolean("gatekeeper.test.partitions");

    /** Set by hand, for a database with Citus, of which not everything is expected to work. */
    private static final boolean CITUS = Boolean.getBoolean("gatekeeper.test.citus");

    public final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");
    public final TestDatabase database = DATABASE;
    public final DataSource dataSource = POOL;
    public final JdbcClient jdbc = JdbcClient.create(POOL);
    public final ViewRecordRepository repository;

    TestRecords() {
        this(PARTITIONS);
    }

    private TestRecords(boolean inPartitions) {
        if (inPartitions) {
            emptyPartitions();
        } else {
            jdbc.sql("drop schema if exists gatekeeper cascade").update();
        }
        repository = repository(clock, "UTC", "00:00");
        if (CITUS) {
            jdbc.sql(Page.of("docs/scaling.md").code("sql").get(1)).query().listOfRows();
        }
    }

    /** Records in a table that was made before, in partitions, as the documentation says. */
    public static TestRecords inPartitions() {
        return new TestRecords(true);
    }

    /** Makes them for the first test only: that takes longer than a test does. */
    private void emptyPartitions() {
        if (jdbc.sql("select exists (select from pg_partitioned_table)")
                .query(Boolean.class)
                .single()) {
            jdbc.sql("delete from gatekeeper.viewrecords").update();
        } else {
            jdbc.sql("drop schema if exists gatekeeper cascade").update();
            jdbc.sql(Page.of("docs/scaling.md").code("sql").get(0)).update();
        }
    }

    /** Another instance of the application, on the same table. */
    public ViewRecordRepository repository(Clock clock, String zone, String dayStart) {
        return store(clock, zone, dayStart).repository();
    }

    public ViewRecordStore store(Clock clock, String zone, String dayStart) {
        GatekeeperDb db = new GatekeeperDb(dataSource, SqlIdentifier.of("gatekeeper"), clock);
        ViewingDays days = new ViewingDays(ZoneId.of(zone), LocalTime.parse(dayStart), clock);
        ViewRecordStore store = TestStores.build(
                ViewRecordStore.on(db).days(days), GENERAL_PATH ? DecliningTable::new : ViewRecordTable::new);
        store.initialize();
        return store;
    }

    public ViewingCorrections corrections() {
        return store(clock, "UTC", "00:00").corrections();
    }

    public ViewRecordRepository inZone(String zone) {
        return repository(clock, zone, "00:00");
    }

    /** Puts a document into the table as something else than the repository would. */
    public void store(String userId, String day, String document) {
        jdbc.sql("""
                        insert into gatekeeper.viewrecords (user_id, viewing_day, viewings, updated_at)
                        values (?, ?, cast(? as jsonb), ?)
                        """)
                .params(userId, LocalDate.parse(day), document, clock.instant().atOffset(ZoneOffset.UTC))
                .update();
    }

    public String document(String userId, String day) {
        return jdbc.sql("select viewings from gatekeeper.viewrecords where user_id = ? and viewing_day = ?")
                .params(userId, LocalDate.parse(day))
                .query(String.class)
                .single();
    }

    public List<String> days(String userId) {
        return jdbc.sql("select viewing_day from gatekeeper.viewrecords where user_id = ? order by viewing_day")
                .param(userId)
                .query(String.class)
                .list();
    }

    /** Changes with every write to a row, even one that leaves it equal. */
    public String rowVersions() {
        return jdbc.sql("select string_agg(user_id || viewing_day || xmin, ',' order by user_id, viewing_day)"
                        + " from gatekeeper.viewrecords")
                .query(String.class)
                .single();
    }

    private static HikariDataSource pool() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(DATABASE.url());
        pool.setUsername(DATABASE.username());
        pool.setPassword(DATABASE.password());
        pool.setMaximumPoolSize(16);
        pool.setMinimumIdle(1);
        return pool;
    }

    /** Leaves everything to the general path. */
    private static final class DecliningTable extends ViewRecordTable {

        DecliningTable(GatekeeperDb db, QualifiedName name) {
            super(db, name);
        }

        @Override
        boolean append(ViewingDocument alone, ViewingPath path, RecordCondition condition, Instant now) {
            return false;
        }

        @Override
        boolean appendOnce(ViewingDocument alone, ViewingPath path, RecordCondition condition, Instant now) {
            return false;
        }

        @Override
        boolean replace(StoredViewing open, StoredViewing ended, Instant now) {
            return false;
        }
    }
}
