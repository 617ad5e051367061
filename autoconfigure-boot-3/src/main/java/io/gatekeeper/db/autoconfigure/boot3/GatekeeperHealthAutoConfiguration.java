package io.gatekeeper.db.autoconfigure.boot3;

import io.gatekeeper.db.store.ViewRecordStore;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.health.CompositeHealthContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;

/** The gatekeeper's part in the health of an application on Spring Boot 3. */
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
