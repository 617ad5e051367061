package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.db.ViewRecordRepository;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An application with the starter and nothing else, so that what is measured is what users get. */
public final class Application implements AutoCloseable {

    private final ConfigurableApplicationContext context;

    private Application(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** Starts an application on a server's port, with as many connections as there are clients at most. */
    public static Application start(int port, int connections) {
        Map<String, Object> properties = Map.of(
                "gatekeeper.db.host", "localhost",
                "gatekeeper.db.port", port,
                "gatekeeper.db.database", "postgres",
                "gatekeeper.db.username", "postgres",
                "gatekeeper.db.password", "postgres",
                "gatekeeper.db.schema", "gatekeeper",
                "gatekeeper.db.ssl-mode", "disable",
                "gatekeeper.db.hikari.maximum-pool-size", connections,
                "spring.main.banner-mode", "off",
                "logging.level.root", "warn");
        return new Application(new SpringApplicationBuilder(Configuration.class)
                .web(WebApplicationType.NONE)
                .properties(properties)
                .run());
    }

    public ViewRecordRepository repository() {
        return context.getBean(ViewRecordRepository.class);
    }

    WholeDocuments wholeDocuments() {
        return context.getBean(WholeDocuments.class);
    }

    public ClientClock clock() {
        return context.getBean(ClientClock.class);
    }

    public DataSource dataSource() {
        return context.getBean(DataSource.class);
    }

    public JdbcClient jdbc() {
        return context.getBean(JdbcClient.class);
    }

    /** How much the server has written to its log since it was made. */
    public long walPosition() {
        return jdbc().sql("select pg_current_wal_insert_lsn() - '0/0'")
                .query(Long.class)
                .single();
    }

    @Override
    public void close() {
        context.close();
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Configuration {

        @Bean
        ClientClock clock() {
            return new ClientClock();
        }

        @Bean
        WholeDocuments wholeDocuments(JdbcClient jdbc) {
            return new WholeDocuments(jdbc);
        }
    }
}
