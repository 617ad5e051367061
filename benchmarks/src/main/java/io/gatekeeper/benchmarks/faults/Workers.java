package io.gatekeeper.benchmarks.faults;

import java.io.File;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The workers of a Citus cluster that {@code benchmarks/citus/cluster start 2} has started. */
final class Workers {

    private static final String SCRIPT = "citus/cluster";
    private static final String PORT = System.getenv().getOrDefault("CITUS_PORT", "9700");

    private static final String SHARDS_OF_USERS = """
            select distinct get_shard_id_for_distribution_column('gatekeeper.viewrecords', user_id)
              from gatekeeper.viewrecords
             limit 3
            """;

    private static final String MOVE = """
            select citus_move_shard_placement(s.shardid, s.nodename, s.nodeport, n.nodename, n.nodeport)
              from citus_shards s
              join pg_dist_node n on n.shouldhaveshards and n.nodeport <> s.nodeport
             where s.shardid = ?
             limit 1
            """;

    private Workers() {}

    /** Moves the shards of users who are appended to, one after the other. */
    static void moved(Scene scene) throws Exception {
        load(scene);
        List<Long> shards = scene.jdbc().sql(SHARDS_OF_USERS).query(Long.class).list();
        for (Long shard : shards) {
            scene.repeat(1, () -> scene.jdbc().sql(MOVE).param(shard).query().singleRow());
        }
    }

    static void killed(Scene scene) throws Exception {
        load(scene);
        scene.breakAndHeal(() -> cluster("kill", "1"), () -> cluster("revive", "1"));
    }

    static void coordinatorKilled(Scene scene) throws Exception {
        load(scene);
        scene.breakAndHeal(() -> cluster("kill", "0"), () -> cluster("revive", "0"));
    }

    private static void load(Scene scene) throws IOException {
        DataSource coordinator = new DriverManagerDataSource(
                "jdbc:postgresql://localhost:" + PORT + "/postgres", "postgres", "postgres");
        try (Connection connection = coordinator.getConnection()) {
            connection.createStatement().execute("drop schema if exists gatekeeper cascade");
        } catch (SQLException e) {
            throw new SkippedException("no Citus cluster listens on port " + PORT);
        }
        scene.moveTo(coordinator);
        scene.load(Integer.parseInt(PORT));
    }

    private static void cluster(String... command) throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(SCRIPT, command[0], command[1])
                .redirectErrorStream(true)
                .redirectOutput(new File("target/cluster.log"));
        if (script.start().waitFor() != 0) {
            throw new IllegalStateException(
                    SCRIPT + " " + String.join(" ", command) + " failed: see target/cluster.log");
        }
    }
}
