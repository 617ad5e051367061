package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.SQLExceptionOverride;
import io.gatekeeper.db.jdbc.SqlState;
import java.sql.SQLException;

/**
 * Has the pool throw away a connection on which a write was refused because it is read-only: its server was the primary once.
 * The next one is to the server that is it now.
 */
final class ReadOnlyEviction implements SQLExceptionOverride {

    @java.lang.Override
    public Override adjudicate(SQLException failure) {
        return SqlState.of(failure) == SqlState.READ_ONLY_SQL_TRANSACTION
                ? Override.MUST_EVICT
                : Override.CONTINUE_EVICT;
    }
}
