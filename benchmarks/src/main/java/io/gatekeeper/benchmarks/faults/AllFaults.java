package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.benchmarks.faults.load.Load;
import io.gatekeeper.db.servers.AcknowledgementCutter;
import io.gatekeeper.db.servers.PostgresServer;
import io.gatekeeper.db.servers.ReplicatedServer;
import io.gatekeeper.db.servers.RequestCutter;
import io.gatekeeper.db.servers.TcpProxy;
import java.util.List;
import java.util.Map;

/** What can go wrong, and must cost nobody anything that was acknowledged. */
final class AllFaults {

    static final String SYNCHRONOUS = "synchronous_standby_names";
    static final String PREPARE = "gatekeeper.db.hikari.data-source-properties.prepareThreshold";
    private static final int NEVER = Integer.MAX_VALUE;
    private static final String LOCK_TIMEOUT = "gatekeeper.db.lock-timeout";
    private static final String STATEMENT_TIMEOUT = "gatekeeper.db.statement-timeout";

    /** Those of the two minutes: one of each kind. */
    static final List<String> QUICK =
            List.of("server-killed", "answers-cut", "network-silent", "pool-of-one", "caller-killed", "failover");

    private AllFaults() {}

    static List<Fault> list() {
        return List.of(
                new Fault("none", "nothing", AllFaults::play),
                new Fault("server-killed", "kill -9 of all processes of the server, twice", AllFaults::serverKilled),
                new Fault("server-restarted", "a fast restart of the server, three times", AllFaults::serverRestarted),
                new Fault("server-frozen", "all processes of the server stopped (SIGSTOP)", AllFaults::serverFrozen),
                new Fault("server-down", "connections broken, further ones refused", AllFaults::serverDown),
                new Fault("network-silent", "nothing arrives, nobody is told", AllFaults::networkSilent),
                new Fault("answers-cut", "every 20th acknowledgement of a write lost", scene -> answersCut(scene, 20)),
                new Fault(
                        "commits-cut",
                        "the same without auto-commit: every 20th answer to COMMIT",
                        scene -> answersCut(scene.with("gatekeeper.db.hikari.auto-commit", false), 20)),
                new Fault("requests-cut", "every 50th packet to the server lost", AllFaults::requestsCut),
                new Fault("sessions-terminated", "pg_terminate_backend of all, ten times", AllFaults::terminated),
                new Fault("caller-killed", "kill -9 of one of the two callers", AllFaults::callerKilled),
                new Fault("pool-of-one", "64 threads in each process on a pool of one", AllFaults::poolOfOne),
                new Fault("records-locked", "rows locked for longer than lock-timeout", Locks::records),
                new Fault(
                        "table-locked",
                        "the table locked for longer than statement-timeout, no lock-timeout",
                        scene -> Locks.table(scene.with(LOCK_TIMEOUT, 0))),
                new Fault(
                        "zombies",
                        "rows locked for longer than socket-timeout, no other limit: the server goes on",
                        scene -> Locks.records(scene.with(LOCK_TIMEOUT, 0)
                                .with(STATEMENT_TIMEOUT, 0)
                                .expectingUnknown())),
                new Fault("ddl-queued", "DDL that waits for a long reader", Locks::ddl),
                new Fault("deadlocks", "another transaction locks records the other way round", Locks::deadlocks),
                new Fault(
                        "serializable",
                        "default_transaction_isolation = serializable",
                        scene -> play(scene, "default_transaction_isolation", "serializable")),
                new Fault("read-only", "the server turns read-only (25006)", AllFaults::readOnly),
                new Fault("disk-full", "no space left for the table", FullDisk::play),
                new Fault("pooler-restarted", "PgBouncer, transaction mode, killed three times", Poolers::restarted),
                new Fault("standby-silent", "the synchronous standby falls silent", AllFaults::standbySilent),
                new Fault("failover", "primary killed, synchronous standby promoted", AllFaults::failover),
                new Fault(
                        "clocks-apart",
                        "one caller's clock 30 s ahead",
                        scene -> play(scene, Map.of("load.skew", "30s"))),
                new Fault(
                        "batches-rewritten",
                        "reWriteBatchedInserts=true",
                        scene -> play(
                                scene.with("gatekeeper.db.hikari.data-source-properties.reWriteBatchedInserts", true))),
                new Fault("shards-moved", "Citus: the records of three users moved to another worker", Workers::moved),
                new Fault("worker-killed", "Citus: kill -9 of a worker", Workers::killed),
                new Fault("coordinator-killed", "Citus: kill -9 of the coordinator", Workers::coordinatorKilled));
    }

    private static void play(Scene scene) throws Exception {
        play(scene, Map.of());
    }

    static void play(Scene scene, String... settings) throws Exception {
        scene.load(scene.server(settings).port());
        scene.pause(1);
    }

    private static void play(Scene scene, Map<String, String> second) throws Exception {
        scene.load(scene.server().port(), second);
        scene.pause(1);
    }

    static void serverKilled(Scene scene, String... settings) throws Exception {
        PostgresServer server = scene.server(settings);
        scene.load(server.port());
        scene.repeat(2, () -> {
            server.kill();
            scene.pause(0.05);
            server.restart();
        });
    }

    private static void serverRestarted(Scene scene) throws Exception {
        PostgresServer server = scene.server();
        scene.load(server.port());
        scene.repeat(3, server::restart);
    }

    private static void serverFrozen(Scene scene) throws Exception {
        PostgresServer server = scene.server();
        scene.load(server.port());
        scene.breakAndHeal(server::freeze, server::thaw);
    }

    static void serverDown(Scene scene) throws Exception {
        TcpProxy proxy = scene.closing(new TcpProxy("localhost", scene.server().port()));
        scene.load(proxy.port());
        scene.breakAndHeal(proxy::cut, proxy::restore);
    }

    static void networkSilent(Scene scene) throws Exception {
        TcpProxy proxy = scene.closing(new TcpProxy("localhost", scene.server().port()));
        scene.load(proxy.port());
        scene.breakAndHeal(proxy::fallSilent, proxy::speakAgain);
    }

    static void answersCut(Scene scene, int every) throws Exception {
        int server = scene.server().port();
        AcknowledgementCutter cutter = scene.closing(new AcknowledgementCutter("localhost", server).cutEvery(NEVER));
        scene.expectingUnknown().load(cutter.port());
        cutter.cutEvery(every);
        scene.pause(1);
    }

    private static void requestsCut(Scene scene) throws Exception {
        RequestCutter cutter =
                scene.closing(new RequestCutter("localhost", scene.server().port()));
        scene.load(cutter.port());
        cutter.cutEvery(50);
        scene.pause(1);
    }

    private static void terminated(Scene scene) throws Exception {
        scene.load(scene.server().port());
        scene.repeat(
                10,
                () -> scene.jdbc()
                        .sql(
                                "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatekeeper'")
                        .query()
                        .listOfRows());
    }

    static void callerKilled(Scene scene) throws Exception {
        Load second = scene.load(scene.server().port()).get(1);
        scene.repeat(1, second::kill);
    }

    private static void poolOfOne(Scene scene) throws Exception {
        play(scene.threads(64).with("gatekeeper.db.hikari.maximum-pool-size", 1));
    }

    private static void readOnly(Scene scene) throws Exception {
        scene.load(scene.server().port());
        scene.breakAndHeal(
                () -> scene.configure("default_transaction_read_only", "on"),
                () -> scene.configure("default_transaction_read_only", "off"));
    }

    private static void standbySilent(Scene scene) throws Exception {
        ReplicatedServer servers = scene.replicatedServer(SYNCHRONOUS, "*");
        scene.expectingUnknown().load(servers.primary().port());
        scene.breakAndHeal(servers.replication()::fallSilent, servers.replication()::speakAgain);
    }

    private static void failover(Scene scene) throws Exception {
        ReplicatedServer servers = scene.replicatedServer(SYNCHRONOUS, "*");
        loadBoth(scene, servers);
        scene.repeat(1, () -> promote(scene, servers));
    }

    static void loadBoth(Scene scene, ReplicatedServer servers) throws Exception {
        String hosts = "localhost:" + servers.primary().port() + ",localhost:"
                + servers.standby().port();
        scene.with("gatekeeper.db.host", hosts).load(servers.primary().port());
    }

    static void promote(Scene scene, ReplicatedServer servers) throws Exception {
        servers.primary().kill();
        servers.replication().cut();
        scene.moveTo(servers.standby().dataSource());
        scene.jdbc().sql("select pg_promote()").query().singleRow();
    }
}
