package io.gatekeeper.sample.gate;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the filter that is configured. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    @Bean
    ServiceGate serviceGate(AdGuardProperties properties) {
        return properties.url() == null ? ServiceGate.NONE : new AdGuardGate(new AdGuardApi(properties));
    }
}
