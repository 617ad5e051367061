package io.gatekeeper.sample.postgres;

import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The role that the console works as: it owns a database of its own, and nothing else on the server.
 *
 * @param password its password, a new one at each start
 */
record ApplicationRole(String password) {

    static final String NAME = "gatekeeper";

    /** Creates the role and its database, or finds them. */
    static ApplicationRole createdBy(DataSource superuser) {
        JdbcClient jdbc = JdbcClient.create(superuser);
        ApplicationRole role = new ApplicationRole(Passwords.random());
        if (!exists(jdbc, "select count(*) from pg_roles where rolname = :name")) {
            jdbc.sql("create role " + NAME + " login nosuperuser nocreatedb nocreaterole noreplication nobypassrls")
                    .update();
        }
        jdbc.sql("alter role " + NAME + " password '" + role.password + "'").update();
        if (!exists(jdbc, "select count(*) from pg_database where datname = :name")) {
            jdbc.sql("create database " + NAME + " owner " + NAME).update();
        }
        return role;
    }

    private static boolean exists(JdbcClient jdbc, String count) {
        return jdbc.sql(count).param("name", NAME).query(Long.class).single() > 0;
    }

    /** Without the password, which must not end up in a log line. */
    @Override
    public String toString() {
        return NAME;
    }
}
