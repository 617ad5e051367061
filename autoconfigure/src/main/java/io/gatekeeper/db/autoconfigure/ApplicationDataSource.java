package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.failure.UnusableDataSourceException;
import javax.sql.DataSource;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/** The {@code DataSource} of the application where the gatekeeper uses it, too. Its settings are not ours to change. */
final class ApplicationDataSource {

    private static final String OR_OWN =
            " For a database of the gatekeeper's own, set gatekeeper.db.use to own and gatekeeper.db.host.";

    private ApplicationDataSource() {}

    /** Returns the only or primary one. */
    static DataSource of(ObjectProvider<DataSource> dataSources) {
        try {
            return dataSources.getObject();
        } catch (NoUniqueBeanDefinitionException e) {
            throw new UnusableDataSourceException(
                    "The gatekeeper is to use the application's DataSource, but there are several, and none of them is"
                            + " primary: " + e.getBeanNamesFound() + ".",
                    "Mark the one that it is to use with @GatekeeperDataSource, or one of them with @Primary."
                            + OR_OWN);
        } catch (NoSuchBeanDefinitionException e) {
            throw new UnusableDataSourceException(
                    "The gatekeeper is to use the application's DataSource, but there is none.",
                    "Configure one, for example with spring.datasource.url." + OR_OWN);
        }
    }

    /** Refuses a database of another kind, and warns of a pooler. */
    static void check(DataSource dataSource) {
        String product = new JdbcTemplate(dataSource).execute((ConnectionCallback<String>)
                connection -> connection.getMetaData().getDatabaseProductName());
        if (!"PostgreSQL".equals(product)) {
            throw new UnusableDataSourceException(
                    "The application's DataSource is on " + product + ", but the gatekeeper needs PostgreSQL.",
                    "Mark another one of the application's with @GatekeeperDataSource." + OR_OWN);
        }
        PoolerProbe.warn(dataSource);
    }
}
