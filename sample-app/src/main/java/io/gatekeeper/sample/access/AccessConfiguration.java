package io.gatekeeper.sample.access;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;

/** Puts the filter before all others, and says where the console is and who may change something. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnWebApplication
class AccessConfiguration {

    private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final AccessProperties properties;

    AccessConfiguration(AccessProperties properties) {
        this.properties = properties;
    }

    @Bean
    FilterRegistrationBean<AccessFilter> accessFilter(
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems) {
        Set<String> hosts = new HashSet<>(THIS_MACHINE);
        properties.allowedHosts().forEach(host -> hosts.add(host.toLowerCase(Locale.ROOT)));
        FilterRegistrationBean<AccessFilter> filter =
                new FilterRegistrationBean<>(new AccessFilter(hosts, pin(), problems));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return filter;
    }

    @EventListener
    void sayWhereTheConsoleIs(WebServerInitializedEvent started) {
        log.info(
                "The console is at http://localhost:{}/. {}",
                started.getWebServer().getPort(),
                properties.asksForPin()
                        ? "Changes ask for the PIN"
                        : "No sample.pin is set, so changes are taken from this machine only");
    }

    private @Nullable Pin pin() {
        String pin = properties.pin();
        return pin == null || pin.isBlank() ? null : new Pin(pin, System::nanoTime);
    }
}
