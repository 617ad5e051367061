package io.gatekeeper.db.internal.records;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** Counts the statements that go through a {@code DataSource}, and the transactions that are begun. */
final class StatementCounter extends DelegatingDataSource {

    private final List<String> statements = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger transactions = new AtomicInteger();

    StatementCounter(DataSource dataSource) {
        super(dataSource);
    }

    int statements() {
        return statements.size();
    }

    /** In the order in which they were sent. */
    List<String> texts() {
        return List.copyOf(statements);
    }

    int transactions() {
        return transactions.get();
    }

    void reset() {
        statements.clear();
        transactions.set(0);
    }

    @Override
    public Connection getConnection() throws SQLException {
        Connection connection = super.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("prepareStatement")) {
                        statements.add((String) arguments[0]);
                    }
                    if (method.getName().equals("setAutoCommit") && arguments[0].equals(false)) {
                        transactions.incrementAndGet();
                    }
                    try {
                        return method.invoke(connection, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }
}
