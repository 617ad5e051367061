package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThatException;
import static org.awaitility.Awaitility.await;

import io.gatekeeper.db.testing.TestDatabase;
import io.gatekeeper.db.testing.TestPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcClientAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JndiDataSourceAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The applications that the tests start, and what they look at from outside. */
public final class Applications {

    private static final AtomicInteger ROLES = new AtomicInteger();

    private Applications() {}

    /** An application with the gatekeeper and with what Boot gives to every application that uses JDBC. */
    public static ApplicationContextRunner withJdbc() {
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        GatekeeperAutoConfiguration.class,
                        JndiDataSourceAutoConfiguration.class,
                        DataSourceAutoConfiguration.class,
                        JdbcTemplateAutoConfiguration.class,
                        JdbcClientAutoConfiguration.class,
                        DataSourceTransactionManagerAutoConfiguration.class,
                        TransactionAutoConfiguration.class));
    }

    /** Sets a property to exactly this value; {@code withPropertyValues} would strip it. */
    static ApplicationContextRunner withExactly(ApplicationContextRunner application, String property, Object value) {
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

    /** The embedded server trusts everybody, unless told otherwise. */
    static TestDatabase withPasswordDemanded(TestDatabase worker) {
        TestDatabase superuser = TestPostgres.newDatabase();
        String role = Objects.requireNonNull(worker.username());
        superuser
                .client()
                .sql("grant create on database " + worker.name() + " to " + role)
                .update();
        String file =
                superuser.client().sql("show hba_file").query(String.class).single();
        List<String> rules = new ArrayList<>(superuser
                .client()
                .sql("select line from string_to_table(pg_read_file(?), E'\\n') line where line ~ '^[a-z]'")
                .param(file)
                .query(String.class)
                .list());
        rules.add(0, "host all " + role + " all scram-sha-256");
        superuser
                .client()
                .sql("copy (values ('" + String.join("'), ('", rules) + "')) to '" + file + "' with (format csv)")
                .update();
        superuser.client().sql("select pg_reload_conf()").query().singleValue();
        await().untilAsserted(() -> assertThatException()
                .isThrownBy(() -> databaseOf(worker.as(role, "wrong").client()))
                .withStackTraceContaining("password authentication failed"));
        return worker;
    }

    /** Ends all sessions of a database, by way of another one. */
    static void endSessions(TestDatabase database, TestDatabase another) {
        another.client()
                .sql("select pg_terminate_backend(pid) from pg_stat_activity where datname = ?")
                .param(database.name())
                .query()
                .listOfRows();
    }

    public static String databaseOf(JdbcClient client) {
        return client.sql("select current_database()").query(String.class).single();
    }

    public static long recordsIn(TestDatabase database, String userId) {
        return database.client()
                .sql("select count(*) from gatekeeper.viewrecords where user_id = ?")
                .param(userId)
                .query(Long.class)
                .single();
    }
}
