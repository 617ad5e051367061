package io.gatekeeper.db.autoconfigure;

import java.util.stream.Stream;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionOutcome;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.SpringBootCondition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.jdbc.EmbeddedDatabaseConnection;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** Matches where the application has a {@code DataSource} of its own, or Boot is about to give it one. */
class OnApplicationDataSourceCondition extends AnyNestedCondition {

    OnApplicationDataSourceCondition() {
        super(ConfigurationPhase.REGISTER_BEAN);
    }

    @ConditionalOnBean(DataSource.class)
    static class DataSourceBean {}

    /** By name, because the type moved between Boot 3.5 and 4. */
    @ConditionalOnBean(type = "org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails")
    static class ServiceConnection {}

    @ConditionalOnBean(type = "org.springframework.boot.autoconfigure.jdbc.JdbcConnectionDetails")
    static class ServiceConnectionOnBoot3 {}

    @Conditional(OnPropertyCondition.class)
    static class Properties {}

    @Conditional(OnEmbeddedDatabaseCondition.class)
    static class EmbeddedDatabase {}

    /** Any other of its properties is about a {@code DataSource}, and gives none. */
    static class OnPropertyCondition extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            Binder binder = Binder.get(context.getEnvironment());
            boolean found = Stream.of("url", "jndi-name")
                    .anyMatch(key -> binder.bind("spring.datasource." + key, String.class)
                            .map(StringUtils::hasText)
                            .orElse(false));
            return new ConditionOutcome(found, "spring.datasource says " + (found ? "" : "not ") + "where it is");
        }
    }

    static class OnEmbeddedDatabaseCondition extends SpringBootCondition {

        @Override
        public ConditionOutcome getMatchOutcome(ConditionContext context, AnnotatedTypeMetadata metadata) {
            EmbeddedDatabaseConnection connection = EmbeddedDatabaseConnection.get(context.getClassLoader());
            return new ConditionOutcome(
                    connection != EmbeddedDatabaseConnection.NONE, "found the embedded database " + connection);
        }
    }
}
