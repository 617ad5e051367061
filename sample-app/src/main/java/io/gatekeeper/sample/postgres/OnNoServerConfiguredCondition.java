package io.gatekeeper.sample.postgres;

import java.util.List;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Matches where viewings are recorded and nothing says where to. Half a configuration is left to the library, which says
 * what is missing: to record into a temporary database because of a forgotten host would be the worse surprise.
 */
class OnNoServerConfiguredCondition implements Condition {

    private static final List<String> PLACE = List.of("host", "database", "username", "password");

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        Environment environment = context.getEnvironment();
        boolean isRecording = environment.getProperty("gatekeeper.db.enabled", boolean.class, true);
        return isRecording
                && PLACE.stream()
                        .noneMatch(name -> StringUtils.hasText(environment.getProperty("gatekeeper.db." + name)));
    }
}
