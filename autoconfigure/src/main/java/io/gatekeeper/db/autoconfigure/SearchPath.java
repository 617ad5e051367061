package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.sql.SqlIdentifier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Where names without a schema are looked up, and created, by whoever shares our {@code DataSource}. */
final class SearchPath {

    private static final Logger log = LoggerFactory.getLogger(SearchPath.class);

    private SearchPath() {}

    /** Warns where that is our schema: by PostgreSQL's default it is the one named like the user, once it exists. */
    static void warnOf(SqlIdentifier schema, DataSource dataSource) {
        boolean first = JdbcClient.create(dataSource)
                .sql(SearchPathSql.STANDS_FIRST)
                .param("schema", schema.name())
                .query(Boolean.class)
                .optional()
                .orElse(false);
        if (first) {
            log.atWarn()
                    .addKeyValue("schema", schema.name())
                    .log(
                            "The schema {} stands first in the search path of the application's DataSource, as one that is"
                                    + " named like the user does. Flyway, Liquibase, schema.sql and the application's own"
                                    + " statements take it for theirs. Give gatekeeper.db.schema another name, or set the"
                                    + " search path of the user",
                            schema);
        }
    }
}
