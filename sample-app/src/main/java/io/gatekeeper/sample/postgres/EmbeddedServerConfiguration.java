package io.gatekeeper.sample.postgres;

import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Starts a PostgreSQL of the console's own where none is configured. The pool depends on it, so it ends after the pool. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnNoServerConfiguredCondition.class)
class EmbeddedServerConfiguration {

    private static final Logger log = LoggerFactory.getLogger(EmbeddedServerConfiguration.class);

    @Bean
    EmbeddedServer embeddedServer(@Value("${sample.postgres.data-folder:}") String dataFolder) throws IOException {
        boolean isTemporary = dataFolder.isBlank();
        EmbeddedServer server =
                isTemporary ? EmbeddedServer.startTemporary() : EmbeddedServer.startOn(Path.of(dataFolder));
        log.info(
                "No server is configured. Viewings go to {}, and {}",
                server.getJdbcUrl(),
                isTemporary ? "are gone when the console ends" : "are kept in " + dataFolder);
        return server;
    }
}
