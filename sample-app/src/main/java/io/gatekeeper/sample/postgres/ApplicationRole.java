package io.gatekeeper.sample.postgres;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The role that the console works as: it owns a database of its own, and nothing else on the server. */
final class ApplicationRole {

    static final String NAME = "console";

    private ApplicationRole() {}

    /** Creates the role and its database, or finds them, and returns its password: a new one at each start. */
    static String create(DataSource superuser) {
        JdbcClient jdbc = JdbcClient.create(superuser);
        String password = Passwords.random();
        if (!exists(jdbc, "select count(*) from pg_roles where rolname = :name")) {
            jdbc.sql("create role " + NAME + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls")
                    .update();
        }
        jdbc.sql("alter role " + NAME + " password '" + password + "'").update();
        if (!exists(jdbc, "select count(*) from pg_database where datname = :name")) {
            jdbc.sql("create database " + NAME + " owner " + NAME).update();
        }
        return password;
    }

    private static boolean exists(JdbcClient jdbc, String count) {
        return jdbc.sql(count).param("name", NAME).query(Long.class).single() > 0;
    }
}
