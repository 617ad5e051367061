package io.gatekeeper.db.autoconfigure;

import java.util.Arrays;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/**
 * Matches where the application has no {@link GatekeeperDataSource} of its own. Boot's condition on a missing bean would
 * overlook one that is not a default candidate, as it should be beside another {@code DataSource}.
 */
class OnMissingGatekeeperDataSourceCondition extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        ConfigurableListableBeanFactory beans = context.getBeanFactory();
        return beans == null
                ? ConditionOutcome.match("there are no beans")
                : Arrays.stream(beans.getBeanNamesForType(DataSource.class, true, false))
                        .filter(name -> beans.findAnnotationOnBean(name, GatekeeperDataSource.class, false) != null)
                        .findFirst()
                        .map(name -> ConditionOutcome.noMatch("found the bean " + name))
                        .orElseGet(() -> ConditionOutcome.match("found no @GatekeeperDataSource"));
    }
}
