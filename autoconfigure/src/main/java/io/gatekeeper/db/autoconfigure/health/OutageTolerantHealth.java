package io.gatekeeper.db.autoconfigure.health;

import io.gatekeeper.db.autoconfigure.GatekeeperDataSource;
import io.gatekeeper.db.store.ViewRecordStore;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthContributor;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Boot's health of several databases, in which the gatekeeper's is unknown rather than down during an outage that calls are
 * answered through. Where it refuses the connection, or is the only one, it stays down.
 */
final class OutageTolerantHealth implements BeanPostProcessor {

    private static final String OF_THE_DATABASES = "dbHealthContributor";

    private final ListableBeanFactory beans;
    private final ObjectProvider<ViewRecordStore> store;

    OutageTolerantHealth(ListableBeanFactory beans, ObjectProvider<ViewRecordStore> store) {
        this.beans = beans;
        this.store = store;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        return name.equals(OF_THE_DATABASES) && bean instanceof CompositeHealthContributor all ? tolerant(all) : bean;
    }

    private CompositeHealthContributor tolerant(CompositeHealthContributor all) {
        Map<String, HealthContributor> contributors = new LinkedHashMap<>();
        all.forEach(entry -> contributors.put(entry.name(), tolerant(entry.name(), entry.contributor())));
        return CompositeHealthContributor.fromMap(contributors);
    }

    private HealthContributor tolerant(String dataSource, HealthContributor contributor) {
        return contributor instanceof HealthIndicator strict
                        && beans.findAnnotationOnBean(dataSource, GatekeeperDataSource.class, false) != null
                ? (HealthIndicator) () -> tolerant(strict.health())
                : contributor;
    }

    private @Nullable Health tolerant(@Nullable Health health) {
        if (health == null || !health.getStatus().equals(Status.DOWN)) {
            return health;
        }
        return store.getObject()
                .findOutage()
                .map(since -> Health.unknown()
                        .withDetails(health.getDetails())
                        .withDetail("unavailableSince", since)
                        .withDetail("calls", "are answered without the database")
                        .build())
                .orElse(health);
    }
}
