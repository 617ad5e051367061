package io.gatekeeper.benchmarks.contenders;

import com.zaxxer.hikari.HikariDataSource;
import io.gatekeeper.benchmarks.server.Jvm;
import io.gatekeeper.db.autoconfigure.GatekeeperAutoConfiguration;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** How long an otherwise empty application takes to start, from the start of its JVM to an open connection. */
public final class Startup {

    private static final String WITHOUT = "without";

    private final int port;

    /**
     * Prepares the comparison.
     *
     * @param port of a server whose schema is there, as it is at every start but the first
     */
    public Startup(int port) {
        this.port = port;
    }

    /**
     * Starts it with and without the gatekeeper, in turns.
     *
     * @return by how many milliseconds the gatekeeper was slower, sorted
     */
    public List<Long> differences(int rounds) throws IOException {
        List<Long> differences = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            differences.add(millis("with") - millis(WITHOUT));
        }
        return differences.stream().sorted().toList();
    }

    private long millis(String variant) throws IOException {
        Process process = Jvm.running(Startup.class, List.of(Integer.toString(port), variant))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return Long.parseLong(new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip());
    }

    /** What is started: an application with a pool of one of the two kinds. */
    public static void main(String[] arguments) throws SQLException {
        String url = "jdbc:postgresql://localhost:" + arguments[0] + "/postgres";
        SpringApplicationBuilder builder = new SpringApplicationBuilder(Empty.class)
                .web(WebApplicationType.NONE)
                .properties("spring.main.banner-mode=off", "logging.level.root=warn");
        if (arguments[1].equals(WITHOUT)) {
            builder.properties(
                    "spring.autoconfigure.exclude=" + GatekeeperAutoConfiguration.class.getName(),
                    "spring.datasource.url=" + url,
                    "spring.datasource.username=postgres");
        } else {
            builder.properties(
                    "gatekeeper.db.host=localhost",
                    "gatekeeper.db.port=" + arguments[0],
                    "gatekeeper.db.database=postgres",
                    "gatekeeper.db.username=postgres",
                    "gatekeeper.db.password=postgres",
                    "gatekeeper.db.schema=gatekeeper",
                    "gatekeeper.db.ssl-mode=disable");
        }
        try (ConfigurableApplicationContext context = builder.run()) {
            context.getBean(HikariDataSource.class).getConnection().close();
            System.out.println(System.currentTimeMillis()
                    - ManagementFactory.getRuntimeMXBean().getStartTime());
        }
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}
}
