package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The cluster whose coordinator is the server of the tests: {@code benchmarks/citus/cluster} starts one. */
final class CitusCluster {

    private static final String WORKERS = """
            select nodename, nodeport from pg_dist_node where groupid <> 0 order by nodeport
            """;

    private CitusCluster() {}

    /** Creates a database on every node of the cluster. */
    static TestDatabase newDatabase() {
        TestDatabase coordinator = TestPostgres.newDatabase();
        coordinator.client().sql("create extension citus").update();
        workers(coordinator).forEach(worker -> add(worker, coordinator));
        return coordinator;
    }

    private static void add(TestDatabase worker, TestDatabase coordinator) {
        worker.named("postgres")
                .client()
                .sql("create database " + worker.name())
                .update();
        worker.client().sql("create extension citus").update();
        JdbcClient jdbc = coordinator.client();
        jdbc.sql("select citus_set_coordinator_host(?, ?)")
                .params(coordinator.host(), coordinator.port())
                .query()
                .singleRow();
        jdbc.sql("select citus_add_node(?, ?)")
                .params(worker.host(), worker.port())
                .query()
                .singleRow();
    }

    /** The same database on the workers, which the database {@code postgres} knows. */
    static List<TestDatabase> workers(TestDatabase coordinator) {
        return coordinator
                .named("postgres")
                .client()
                .sql(WORKERS)
                .query((row, number) -> new TestDatabase(
                        row.getString("nodename"),
                        row.getInt("nodeport"),
                        coordinator.name(),
                        coordinator.username(),
                        coordinator.password()))
                .list();
    }
}
