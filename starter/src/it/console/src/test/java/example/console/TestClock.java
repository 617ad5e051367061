package example.console;

import io.gatekeeper.db.testing.SettableClock;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

@TestConfiguration(proxyBeanMethods = false)
class TestClock {

    @Bean
    SettableClock clock() {
        return new SettableClock("2026-03-17T08:00:00Z");
    }
}
