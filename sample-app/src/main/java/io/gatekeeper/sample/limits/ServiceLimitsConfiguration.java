package io.gatekeeper.sample.limits;

import io.gatekeeper.db.jdbc.SchemaScript;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

/** Has the table created together with the gatekeeper's. */
@Configuration(proxyBeanMethods = false)
class ServiceLimitsConfiguration {

    @Bean
    SchemaScript serviceLimitsScript() {
        return SchemaScript.of(new ClassPathResource("gatekeeper/service_limits.sql"), "service_limits");
    }
}
