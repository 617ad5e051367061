package io.gatekeeper.sample.legacy;

import io.gatekeeper.db.LegacyImport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the import once at start-up, where a source is named. If it fails, so does the start. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ImportConfiguration.class);

    @Bean
    ApplicationRunner importAtStart(
            ImportProperties properties,
            LegacyImport legacyImport,
            @Value("${gatekeeper.db.enabled:true}") boolean recording) {
        return arguments -> {
            ImportProperties.Table source = properties.importFrom();
            if (source != null && recording) {
                log.info("{}", ImportSummary.of(source.name(), legacyImport.run(source.name())));
            } else if (source != null) {
                log.warn("Nothing is imported from {}: recording is switched off", source.name());
            }
        };
    }
}
