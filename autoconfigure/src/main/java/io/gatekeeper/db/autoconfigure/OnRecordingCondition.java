package io.gatekeeper.db.autoconfigure;

import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.NoneNestedConditions;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;

/** Matches where viewings are recorded. Binds the property, because Boot's condition takes {@code off} for neither. */
class OnRecordingCondition extends SpringBootCondition {

    @Override
    public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
        boolean enabled = Binder.get(context.getEnvironment())
                .bind("gatekeeper.db.enabled", Boolean.class)
                .orElse(true);
        return new ConditionOutcome(enabled, "gatekeeper.db.enabled is " + enabled);
    }

    /** Matches where they are not. */
    static class Off extends NoneNestedConditions {

        Off() {
            super(ConfigurationPhase.PARSE_CONFIGURATION);
        }

        @Conditional(OnRecordingCondition.class)
        static class On {}
    }
}
