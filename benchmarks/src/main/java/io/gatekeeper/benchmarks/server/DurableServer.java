package io.gatekeeper.benchmarks.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** A PostgreSQL with the settings that it has by default, for durability above all. */
public final class DurableServer implements AutoCloseable {

    private static final List<String> TELLING = List.of(
            "server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size");

    private final int port;
    private final JdbcClient jdbc;
    private final Closeable process;

    private DurableServer(int port, DataSource dataSource, Closeable process) {
        this.port = port;
        this.jdbc = JdbcClient.create(dataSource);
        this.process = process;
    }

    public static DurableServer start() throws IOException {
        EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setLocaleConfig("locale", "C")
                .start();
        return new DurableServer(postgres.getPort(), postgres.getPostgresDatabase(), postgres);
    }

    /** One that runs on this machine already, with settings of its own, and trusts the role postgres. */
    public static DurableServer running(int port) {
        String url = "jdbc:postgresql://localhost:" + port + "/postgres";
        return new DurableServer(port, new DriverManagerDataSource(url, "postgres", "postgres"), () -> {});
    }

    public int port() {
        return port;
    }

    /** What matters of the settings, as the server tells it. */
    public String settings() {
        List<String> settings = jdbc.sql("""
                        select name || ' ' || current_setting(name)
                          from pg_settings
                         where name = any(?)
                         order by name""")
                .param(TELLING.toArray(String[]::new))
                .query(String.class)
                .list();
        return String.join(", ", settings);
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
