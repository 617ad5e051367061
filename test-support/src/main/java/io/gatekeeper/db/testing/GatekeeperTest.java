package io.gatekeeper.db.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.AliasFor;
import org.springframework.transaction.annotation.Transactional;

/**
 * A test of what an application does with its viewings. Starts the gatekeeper's repository and what that needs: no web
 * server, nothing else that Spring Boot would configure, and none of the application's own components but those that the
 * test imports. Which database it uses is the application's configuration, unless the test imports
 * {@link TestPostgresConfiguration} or has a service connection.
 *
 * <p>Each test method is a transaction that is rolled back in the end, so it leaves nothing behind for the next one. What
 * is to be seen by others, such as another thread, needs {@code @Transactional(propagation = NOT_SUPPORTED)}, and is the
 * test's to remove.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.NONE)
@OverrideAutoConfiguration(enabled = false)
@AutoConfigureGatekeeper
@Transactional
public @interface GatekeeperTest {

    /**
     * Properties to set, in the form {@code key=value}.
     *
     * @return the properties
     */
    @AliasFor(annotation = SpringBootTest.class)
    String[] properties() default {};
}
