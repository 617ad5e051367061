package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.testing.TestDatabase;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The applications that the tests start, and what they look at from outside. */
final class Applications {

    private static final AtomicInteger ROLES = new AtomicInteger();

    private Applications() {}

    /** An application with the gatekeeper and with what Boot gives to every application that uses JDBC. */
    static ApplicationContextRunner withJdbc() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        GatekeeperAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class));
    }

    /** Sets a property to exactly this value; {@code withPropertyValues} would strip it. */
    static ApplicationContextRunner withExactly(ApplicationContextRunner application, String property, String value) {
        return application.withInitializer(context -> context.getEnvironment()
                .getPropertySources()
                .addFirst(new MapPropertySource("exactly " + property, Map.of(property, value))));
    }

    /** A role that may connect, and no more. */
    static TestDatabase withNewRole(TestDatabase database, String password) {
        String role = "role_%d_%d".formatted(ProcessHandle.current().pid(), ROLES.incrementAndGet());
        database.client()
                .sql("create role " + role + " login password '" + password + "'")
                .update();
        return database.as(role, password);
    }

    static String databaseOf(JdbcClient client) {
        return client.sql("select current_database()").query(String.class).single();
    }

    static long recordsIn(TestDatabase database, String userId) {
        return database.client()
                .sql("select count(*) from gatekeeper.viewrecords where user_id = ?")
                .param(userId)
                .query(Long.class)
                .single();
    }
}
