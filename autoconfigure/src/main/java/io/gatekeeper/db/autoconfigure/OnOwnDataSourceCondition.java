package io.gatekeeper.db.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.ConfigurationCondition;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where the gatekeeper has a {@code DataSource} of its own, rather than that of the application. */
class OnOwnDataSourceCondition extends SpringBootCondition implements ConfigurationCondition {

    @Override
    public ConfigurationPhase getConfigurationPhase() {
        return ConfigurationPhase.REGISTER_BEAN;
    }

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Binder binder = Binder.get(context.getEnvironment());
        DataSourceUse use =
                binder.bind("gatekeeper.db.use", DataSourceUse.class).orElse(DataSourceUse.AUTO);
        return switch (use) {
            case OWN -> ConditionOutcome.match("gatekeeper.db.use is own");
            case APPLICATION -> ConditionOutcome.noMatch("gatekeeper.db.use is application");
            case AUTO -> {
                boolean host = binder.bind("gatekeeper.db.host", String.class).isBound();
                boolean own = host
                        || hasConnectionDetails(context)
                        || !new OnApplicationDataSourceCondition().matches(context, metadata);
                yield new ConditionOutcome(
                        own, own ? "a host or connection details, or no other DataSource" : "another DataSource");
            }
        };
    }

    private static boolean hasConnectionDetails(ConditionContext context) {
        return context.getBeanFactory() != null
                && context.getBeanFactory().getBeanNamesForType(GatekeeperConnectionDetails.class, true, false).length
                        > 0;
    }
}
