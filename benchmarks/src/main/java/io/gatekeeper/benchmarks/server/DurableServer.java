package io.gatekeeper.benchmarks.server;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A PostgreSQL with the settings that it has by default, for durability above all. */
public final class DurableServer implements AutoCloseable {

    private static final List<String> TELLING = List.of(
            "server_version", "fsync", "synchronous_commit", "full_page_writes", "shared_buffers", "max_wal_size");

    private final EmbeddedPostgres postgres;
    private final JdbcClient jdbc;

    private DurableServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
        this.jdbc = JdbcClient.create(postgres.getPostgresDatabase());
    }

    public static DurableServer start() throws IOException {
        return new DurableServer(EmbeddedPostgres.builder()
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setLocaleConfig("locale", "C")
                .start());
    }

    public int port() {
        return postgres.getPort();
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
        postgres.close();
    }
}
