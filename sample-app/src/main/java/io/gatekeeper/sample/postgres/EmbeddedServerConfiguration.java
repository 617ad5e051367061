package io.gatekeeper.sample.postgres;

import java.nio.file.Path;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Starts a PostgreSQL of the console's own where none is configured. The pool depends on it, so it ends after the pool. */
@Configuration(proxyBeanMethods = false)
@Conditional(OnNoServerConfiguredCondition.class)
class EmbeddedServerConfiguration {

    @Bean
    EmbeddedServer embeddedServer(@Value("${sample.postgres.data-folder:}") String dataFolder) {
        return dataFolder.isBlank() ? EmbeddedServer.startTemporary() : EmbeddedServer.startOn(Path.of(dataFolder));
    }
}
