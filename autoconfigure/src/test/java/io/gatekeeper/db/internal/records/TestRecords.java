package io.gatekeeper.db.internal.records;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingDays;
import io.gatekeeper.db.docs.Page;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaMode;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.TestStores;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty table of records, the repositories on it, and a look at what they have stored. */
public final class TestRecords {

    private static final Map<Variant, Connected> SHARED = new EnumMap<>(Variant.class);

    public final SettableClock clock;
    public final TestDatabase database;
    public final DataSource dataSource;
    public final JdbcClient jdbc;
    private final Variant variant;

    /** The table of a variant, which tests use one after the other. */
    TestRecords(Variant variant) {
        this(variant, newClock());
    }

    TestRecords(Variant variant, SettableClock clock) {
        this(variant, clock, SHARED.computeIfAbsent(variant, key -> Connected.pooled(newDatabase(variant))));
    }

    /** A table that no other test has used, so that the server knows nothing of it that would change a plan. */
    static TestRecords inNewDatabase(Variant variant) {
        TestDatabase database = newDatabase(variant);
        return new TestRecords(variant, newClock(), new Connected(database, database.dataSource()));
    }

    private TestRecords(Variant variant, SettableClock clock, Connected connected) {
        this.variant = variant;
        this.clock = clock;
        this.database = connected.database();
        this.dataSource = connected.dataSource();
        this.jdbc = JdbcClient.create(dataSource);
        if (exists()) {
            jdbc.sql("delete from gatekeeper.viewrecords").update();
        } else {
            create();
        }
    }

    private static TestDatabase newDatabase(Variant variant) {
        return variant == Variant.DISTRIBUTED ? CitusCluster.newDatabase() : TestPostgres.newDatabase();
    }

    private boolean exists() {
        return jdbc.sql("select to_regclass('gatekeeper.viewrecords') is not null")
                .query(Boolean.class)
                .single();
    }

    private void create() {
        if (variant == Variant.PARTITIONS) {
            jdbc.sql(Page.of("docs/scaling.md").code("sql").get(0)).update();
        }
        store(dataSource, SchemaMode.CREATE, clock, "UTC", "00:00").initialize();
    }

    /** An application on the table; each has a pool of its own in earnest, but here they share one. */
    public ViewRecordStore store(Clock clock, String zone, String dayStart) {
        return store(dataSource, SchemaMode.CREATE, clock, zone, dayStart);
    }

    public ViewRecordRepository repository(Clock clock, String zone, String dayStart) {
        return store(clock, zone, dayStart).repository();
    }

    public ViewRecordRepository inZone(String zone) {
        return repository(clock, zone, "00:00");
    }

    ViewRecordRepository repositoryOn(DataSource other) {
        return storeOn(other).repository();
    }

    ViewRecordStore storeOn(DataSource other) {
        return store(other, SchemaMode.NEVER, clock, "UTC", "00:00", variant);
    }

    /** One that sends what another variant sends. */
    ViewRecordRepository repositoryOn(DataSource other, Variant like) {
        return store(other, SchemaMode.NEVER, clock, "UTC", "00:00", like).repository();
    }

    private ViewRecordStore store(DataSource dataSource, SchemaMode mode, Clock clock, String zone, String dayStart) {
        return store(dataSource, mode, clock, zone, dayStart, variant);
    }

    private static ViewRecordStore store(
            DataSource dataSource, SchemaMode mode, Clock clock, String zone, String dayStart, Variant variant) {
        GatekeeperDb db = new GatekeeperDb(dataSource, SqlIdentifier.of("gatekeeper"), clock);
        ViewingDays days = new ViewingDays(ZoneId.of(zone), LocalTime.parse(dayStart), clock);
        return TestStores.build(ViewRecordStore.on(db).initializeSchema(mode).days(days), variant::table);
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

    /** Whether anybody waits for a lock. */
    public boolean someoneWaits() {
        String waiting = variant == Variant.DISTRIBUTED
                ? "select from citus_lock_waits"
                : "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
        return database.client()
                .sql("select exists (" + waiting + ")")
                .query(Boolean.class)
                .single();
    }

    private static SettableClock newClock() {
        return new SettableClock("2026-03-17T10:00:00Z");
    }

    private record Connected(TestDatabase database, DataSource dataSource) {

        static Connected pooled(TestDatabase database) {
            HikariDataSource pool = new HikariDataSource();
            pool.setDataSource(database.dataSource());
            pool.setMaximumPoolSize(16);
            pool.setMinimumIdle(1);
            // The other variants need connections, too.
            pool.setIdleTimeout(10_000);
            return new Connected(database, pool);
        }
    }
}
