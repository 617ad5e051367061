package io.gatekeeper.sample.legacy;

import io.gatekeeper.db.LegacyImport;
import io.gatekeeper.db.sql.QualifiedName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Runs the import once at start-up, where a source is named. If it fails, so does the start. */
@Configuration(proxyBeanMethods = false)
class ImportConfiguration {

    private static final Logger log = LoggerFactory.getLogger(ImportConfiguration.class);

    @Bean
    ApplicationRunner importAtStart(ImportProperties properties, ObjectProvider<LegacyImport> legacyImport) {
        return arguments -> {
            ImportProperties.Table source = properties.importFrom();
            if (source != null) {
                run(legacyImport.getIfAvailable(), source.name());
            }
        };
    }

    private static void run(@Nullable LegacyImport importer, QualifiedName source) {
        if (importer == null) {
            log.warn("Nothing is imported from {}: recording is switched off", source);
        } else {
            log.info("{}", ImportSummary.of(source, importer.run(source)));
        }
    }
}
