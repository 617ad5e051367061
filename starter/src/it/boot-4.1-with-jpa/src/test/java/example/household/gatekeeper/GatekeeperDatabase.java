package example.household.gatekeeper;

import io.gatekeeper.db.testing.TestPostgres;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/** Sets {@code gatekeeper.db.*} for every test, as a configuration file would where a server is always there. */
public class GatekeeperDatabase implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(TestPostgres.newDatabase().properties()).applyTo(context);
    }
}
