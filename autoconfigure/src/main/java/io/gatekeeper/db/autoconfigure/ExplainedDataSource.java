package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.failure.ConnectionFailure;
import io.gatekeeper.db.autoconfigure.failure.Login;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import javax.sql.DataSource;
import org.springframework.core.InfrastructureProxy;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.transaction.support.TransactionSynchronizationUtils;

/**
 * Says what to do when a server that is there will not have us, for an application that runs already. To Spring it is the
 * {@code DataSource} behind it.
 */
final class ExplainedDataSource extends DelegatingDataSource implements InfrastructureProxy {

    private final Login login;

    ExplainedDataSource(DataSource target, Login login) {
        super(target);
        this.login = login;
    }

    @Override
    public Connection getConnection() throws SQLException {
        try {
            return super.getConnection();
        } catch (SQLException e) {
            throw explained(e);
        }
    }

    private SQLException explained(SQLException e) {
        ConnectionFailure failure = new ConnectionFailure(e, login);
        return failure.remedyOfARefusal()
                .<SQLException>map(remedy -> new SQLTransientConnectionException(
                        failure.words().orElse("") + ". " + remedy, e.getSQLState(), e.getErrorCode(), e))
                .orElse(e);
    }

    @Override
    public Object getWrappedObject() {
        return TransactionSynchronizationUtils.unwrapResourceIfNecessary(obtainTargetDataSource());
    }
}
