package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.INSERT;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_FREE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.UPDATE;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** One statement for all records, with their keys as arrays: one round trip. */
final class OneStatement implements SeveralRecords {

    private final GatekeeperDb db;
    private final Function<ViewRecordSql, NamedStatement> sql;

    OneStatement(GatekeeperDb db, Function<ViewRecordSql, NamedStatement> sql) {
        this.db = db;
        this.sql = sql;
    }

    @Override
    public List<ViewingDocument> lock(Collection<RecordKey> keys) {
        return withKeys(sql.apply(LOCK), keys).query(RecordKeys::document).list();
    }

    @Override
    public List<ViewingDocument> lockFree(Collection<RecordKey> keys) {
        return withKeys(sql.apply(LOCK_FREE), keys).query(RecordKeys::document).list();
    }

    @Override
    public List<RecordKey> insert(Collection<ChangedRecord> records) {
        return withContent(sql.apply(INSERT), records)
                .query((row, number) -> RecordKeys.in(row))
                .list();
    }

    @Override
    public int update(Collection<ChangedRecord> changes) {
        return withContent(sql.apply(UPDATE), changes).update();
    }

    @Override
    public int delete(Collection<RecordKey> keys) {
        return withKeys(sql.apply(DELETE), keys).update();
    }

    private NamedStatement.Call withKeys(NamedStatement statement, Collection<RecordKey> keys) {
        return statement.on(db.jdbc()).param("users", RecordKeys.users(keys)).param("days", RecordKeys.days(keys));
    }

    private NamedStatement.Call withContent(NamedStatement statement, Collection<ChangedRecord> records) {
        return withKeys(statement, records.stream().map(ChangedRecord::key).toList())
                .param("documents", RecordKeys.documents(records))
                .param("updated", RecordKeys.updates(records));
    }
}
