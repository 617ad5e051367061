package io.gatekeeper.sample.gate;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Takes the filter that is configured. */
@Configuration(proxyBeanMethods = false)
class GateConfiguration {

    private static final String URL = "sample.gate.adguard.url";

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(URL)
    @EnableConfigurationProperties(AdGuardProperties.class)
    static class AdGuard {

        @Bean
        ServiceGate adGuardGate(AdGuardProperties properties) {
            return new AdGuardGate(new AdGuardApi(properties));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty(name = URL, matchIfMissing = true, havingValue = "false")
    static class None {

        @Bean
        ServiceGate noGate() {
            return new NoGate();
        }
    }
}
