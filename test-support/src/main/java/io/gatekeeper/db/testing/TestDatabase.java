package io.gatekeeper.db.testing;

import io.gatekeeper.db.autoconfigure.GatekeeperConnectionDetails;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database on the test server, and who uses it. */
public record TestDatabase(
        String host,
        int port,
        String name,
        @Nullable String username,
        @Nullable String password) {

    /** The same server and user, another database. */
    public TestDatabase named(String name) {
        return new TestDatabase(host, port, name, username, password);
    }

    /** The same database for another user. */
    public TestDatabase as(String username, String password) {
        return new TestDatabase(host, port, name, username, password);
    }

    /** The same database by way of another port. */
    public TestDatabase at(int port) {
        return new TestDatabase(host, port, name, username, password);
    }

    public String url() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + name;
    }

    /** A new connection for every use. */
    public DataSource dataSource() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url());
        dataSource.setUser(username);
        dataSource.setPassword(password);
        return dataSource;
    }

    public JdbcClient client() {
        return JdbcClient.create(dataSource());
    }

    /** The seam that applications use, too. */
    public GatekeeperConnectionDetails connectionDetails() {
        return new GatekeeperConnectionDetails() {

            @Override
            public String getJdbcUrl() {
                return url();
            }

            @Override
            public String getUsername() {
                return String.valueOf(username);
            }

            @Override
            public String getPassword() {
                return String.valueOf(password);
            }
        };
    }

    /** The properties that lead here, with a schema for the tables. */
    public String[] properties() {
        return new String[] {
            "gatekeeper.db.host=" + host,
            "gatekeeper.db.port=" + port,
            "gatekeeper.db.database=" + name,
            "gatekeeper.db.username=" + username,
            "gatekeeper.db.password=" + password,
            "gatekeeper.db.schema=gatekeeper"
        };
    }
}
