package io.gatekeeper.db.autoconfigure.health;

import io.gatekeeper.db.store.ViewRecordStore;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.context.annotation.Bean;

/** The gatekeeper's part in the health of an application on Spring Boot 4. */
@AutoConfiguration
@ConditionalOnClass(CompositeHealthContributor.class)
@ConditionalOnProperty(name = "gatekeeper.db.on-unavailable", havingValue = "empty")
public final class GatekeeperHealthAutoConfiguration {

    @Bean
    static OutageTolerantHealth gatekeeperOutageTolerantHealth(
            ListableBeanFactory beans, ObjectProvider<ViewRecordStore> store) {
        return new OutageTolerantHealth(beans, store);
    }
}
