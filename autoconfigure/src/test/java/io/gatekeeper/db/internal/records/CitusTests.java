package io.gatekeeper.db.internal.records;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.jdbc.SchemaScript;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.sql.SqlIdentifier;
import io.gatekeeper.db.store.ViewRecordStore;
import io.gatekeeper.db.testing.SettableClock;
import io.gatekeeper.db.testing.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What Citus spreads over its servers, and what it leaves on one. Needs the server that {@code benchmarks/citus} starts. */
@EnabledIfSystemProperty(named = "gatekeeper.test.citus", matches = "true")
class CitusTests {

    private static final String DISTRIBUTED = """
            select c.relname
              from pg_catalog.pg_dist_partition d
              join pg_catalog.pg_class c on c.oid = d.logicalrelid
             order by c.relname
            """;
    private static final Pattern COST = Pattern.compile("cost=[^ ]*\\.\\.([0-9.]+) ");
    private static final SchemaScript NOTES = new SchemaScript(
            "notes",
            "create table @@schema@@.notes (user_id text, note text, primary key (user_id, note))",
            List.of(SqlIdentifier.of("notes")));

    private final SettableClock clock = new SettableClock("2026-03-17T10:00:00Z");
    private final TestDatabase database = CitusCluster.newDatabase();
    private final JdbcClient jdbc = database.client();

    @Test
    void theTableIsSpreadAndTheNextStartLeavesItSo() {
        store(database).initialize();
        store(database).initialize();

        assertThat(distributed()).containsExactly("viewrecords");
    }

    @Test
    void aTableThatIsThereAlreadyIsLeftWhereItIs() {
        jdbc.sql("create schema gatekeeper").update();
        jdbc.sql("""
                        create table gatekeeper.viewrecords (
                          user_id text not null, viewing_day date not null, viewings jsonb not null,
                          updated_at timestamptz not null, primary key (user_id, viewing_day))
                        """).update();

        ViewRecordRepository repository = store(database).repository();
        repository.appendAll(List.of(viewing(1), viewing(2)));

        assertThat(distributed()).isEmpty();
        assertThat(repository.closeAll("tv")).hasSize(2);
    }

    @Test
    void aTableThatWasSpreadByHandIsTreatedAsSuch() {
        aTableThatIsThereAlreadyIsLeftWhereItIs();
        jdbc.sql("select create_distributed_table('gatekeeper.viewrecords', 'user_id')")
                .query()
                .singleRow();

        ViewRecordRepository repository = store(database).repository();
        repository.appendAll(List.of(viewing(3), viewing(4)));

        assertThat(repository.closeAll("tv")).hasSize(2);
        assertThat(repository.findUsers(null, 10)).hasSize(4);
    }

    @Test
    void whoMayCreateMaySpread() {
        jdbc.sql("create role keeper_%s login password 'none'".formatted(database.name()))
                .update();
        jdbc.sql("grant create on database %1$s to keeper_%1$s".formatted(database.name()))
                .update();

        store(database.as("keeper_" + database.name(), "none")).initialize();

        assertThat(distributed()).containsExactly("viewrecords");
    }

    @Test
    void whoMayNotCallCitusHasATableOfOneServer() {
        jdbc.sql("create role keeper_%s login password 'none'".formatted(database.name()))
                .update();
        jdbc.sql("grant create on database %1$s to keeper_%1$s".formatted(database.name()))
                .update();
        jdbc.sql("revoke execute on function create_distributed_table from public")
                .update();

        store(database.as("keeper_" + database.name(), "none")).initialize();

        assertThat(distributed()).isEmpty();
    }

    @Test
    void aTableOfTheApplicationsOwnIsSpreadBesideOursIfItsScriptSaysByWhat() {
        store(database, NOTES.distributedBy("user_id")).initialize();

        assertThat(distributed()).containsExactly("notes", "viewrecords");
        assertThat(jdbc.sql("select count(distinct colocationid) from pg_dist_partition")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void otherwiseItStaysOnOneServer() {
        store(database, NOTES).initialize();

        assertThat(distributed()).containsExactly("viewrecords");
    }

    @Test
    void whileRecordsMoveToAnotherServerNothingIsLostOrDoubled() throws Exception {
        assumeThat(CitusCluster.workers(database)).hasSizeGreaterThan(1);
        ViewRecordRepository repository = store(database).repository();
        repository.append(viewing(0).startingAt(start(0)));
        AtomicBoolean moving = new AtomicBoolean(true);
        ExecutorService threads = Executors.newFixedThreadPool(4);

        List<Future<List<NewViewing>>> appending = IntStream.range(0, 4)
                .mapToObj(thread -> threads.submit(() -> appendWhile(moving, thread, repository)))
                .toList();
        try {
            moveShardOf("user0");
        } finally {
            moving.set(false);
        }
        List<NewViewing> acknowledged = new ArrayList<>();
        for (Future<List<NewViewing>> appended : appending) {
            acknowledged.addAll(appended.get(60, SECONDS));
        }
        threads.shutdown();

        assertThat(repository.findOpen())
                .extracting(viewing -> viewing.userId() + viewing.startedAt())
                .containsExactlyInAnyOrderElementsOf(acknowledged.stream()
                        .map(viewing -> viewing.userId() + viewing.startedAt())
                        .toList());
    }

    /** Locks of rows stay behind where the rows move on; nobody would wait for them there. */
    @Test
    void recordsThatAreLockedStayWhereTheyAre() throws Exception {
        assumeThat(CitusCluster.workers(database)).hasSizeGreaterThan(1);
        store(database).repository().append(viewing(0));
        GatekeeperDb db = new GatekeeperDb(database.dataSource(), SqlIdentifier.of("gatekeeper"), clock);
        ViewRecordTable table = new ViewRecordTable(db, db.table("viewrecords"), () -> true);
        RecordKey key = new RecordKey("user0", LocalDate.of(2026, 3, 17));
        ExecutorService threads = Executors.newSingleThreadExecutor();

        boolean lockedInTime = false;
        while (!lockedInTime) {
            int server = serverOf("user0");
            Future<?> move = threads.submit(() -> moveShardOf("user0"));
            // A transaction that began before the copying did would be waited for anyhow.
            await().until(() -> isBeingCopied() || move.isDone());
            lockedInTime = db.transactions().execute(status -> {
                table.lock(List.of(key));
                if (serverOf("user0") != server) {
                    return false;
                }
                await().until(() -> moveWaits() || move.isDone());
                assertThat(serverOf("user0")).isEqualTo(server);
                return true;
            });
            move.get(60, SECONDS);
            assertThat(serverOf("user0")).isNotEqualTo(server);
        }
        threads.shutdown();
    }

    @Test
    void whatIsOpenIsFoundByAPlanThatIsNotSoDearThatItWouldBeCompiled() {
        store(database).repository().append(viewing(1));
        double compiledFrom = jdbc.sql("select boot_val from pg_settings where name = 'jit_above_cost'")
                .query(Double.class)
                .single();

        List<String> plan = jdbc.sql(
                        "explain " + ViewRecordSql.FIND_OPEN.onSeveral(QualifiedName.of("gatekeeper", "viewrecords")))
                .param("user", "")
                .query(String.class)
                .list();

        assertThat(plan.stream()
                        .flatMap(line -> COST.matcher(line).results())
                        .map(cost -> Double.valueOf(cost.group(1))))
                .isNotEmpty()
                .allMatch(cost -> cost < compiledFrom);
    }

    private List<NewViewing> appendWhile(AtomicBoolean moving, int thread, ViewRecordRepository repository) {
        return Stream.iterate(0, number -> moving.get(), number -> number + 1)
                .map(number -> viewing(thread).startingAt(start(number)))
                .peek(repository::append)
                .toList();
    }

    private Instant start(int number) {
        return clock.instant().minusMillis(number);
    }

    private void moveShardOf(String user) {
        jdbc.sql("""
                        select citus_move_shard_placement(s.shardid, s.nodename, s.nodeport, n.nodename, n.nodeport)
                          from citus_shards s
                          join pg_dist_node n on n.shouldhaveshards and n.nodeport <> s.nodeport
                         where s.shardid = get_shard_id_for_distribution_column('gatekeeper.viewrecords', cast(? as text))
                         limit 1
                        """).param(user).query().singleRow();
    }

    private int serverOf(String user) {
        return jdbc.sql("""
                        select nodeport
                          from citus_shards
                         where shardid = get_shard_id_for_distribution_column('gatekeeper.viewrecords', cast(? as text))
                        """).param(user).query(Integer.class).single();
    }

    private boolean isBeingCopied() {
        return jdbc.sql("select sum(cast(result as int)) > 0"
                        + " from run_command_on_workers('select count(*) from pg_replication_slots where active')")
                .query(Boolean.class)
                .single();
    }

    private boolean moveWaits() {
        return jdbc.sql("select count(*) > 0 from pg_stat_activity"
                        + " where query like '%citus_move_shard_placement%' and wait_event_type = 'Lock'")
                .query(Boolean.class)
                .single();
    }

    private static NewViewing viewing(int number) {
        return NewViewing.timed("user" + number, "tv", "TV", "youtube", Duration.ofHours(1));
    }

    private List<String> distributed() {
        return jdbc.sql(DISTRIBUTED).query(String.class).list();
    }

    private ViewRecordStore store(TestDatabase database, SchemaScript... scripts) {
        GatekeeperDb db = new GatekeeperDb(database.dataSource(), SqlIdentifier.of("gatekeeper"), clock);
        return ViewRecordStore.on(db).scripts(List.of(scripts)).build();
    }
}
