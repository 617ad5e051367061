package io.gatekeeper.db.internal.records;

import static io.gatekeeper.db.internal.records.ViewRecordSql.DELETE_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.INSERT_ONE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.KEEP_IN_PLACE;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_FREE_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.LOCK_OF_USER;
import static io.gatekeeper.db.internal.records.ViewRecordSql.UPDATE_OF_USER;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement for each user, in the order of their ids. Where users are spread over several servers, each goes to one of
 * them alone, and to no other transaction's way: only such a statement can lock, and one that changes records on all
 * servers would let no other such one go on until the transaction has ended.
 */
final class UserByUser implements SeveralRecords {

    private final GatekeeperDb db;
    private final Function<ViewRecordSql, NamedStatement> sql;
    private final BooleanSupplier distributed;

    /**
     * Creates them.
     *
     * @param distributed whether users are spread over several servers
     */
    UserByUser(GatekeeperDb db, Function<ViewRecordSql, NamedStatement> sql, BooleanSupplier distributed) {
        this.db = db;
        this.sql = sql;
        this.distributed = distributed;
    }

    @Override
    public List<ViewingDocument> lock(Collection<RecordKey> keys) {
        return lock(sql.apply(LOCK_OF_USER), keys);
    }

    @Override
    public List<ViewingDocument> lockFree(Collection<RecordKey> keys) {
        return lock(sql.apply(LOCK_FREE_OF_USER), keys);
    }

    private List<ViewingDocument> lock(NamedStatement statement, Collection<RecordKey> keys) {
        return byUser(keys, Function.identity())
                .flatMap(ofUser -> lock(userOf(ofUser), withKeys(statement, ofUser)).stream())
                .toList();
    }

    /** Locks records of a user by a statement that only asks for whose they are. */
    List<ViewingDocument> lock(ViewRecordSql statement, String userId) {
        return lock(userId, sql.apply(statement).on(db.jdbc()).param("user", userId));
    }

    private List<ViewingDocument> lock(String userId, NamedStatement.Call statement) {
        if (distributed.getAsBoolean()) {
            sql.apply(KEEP_IN_PLACE).on(db.jdbc()).param("user", userId).update();
        }
        return statement.query(RecordKeys::document).list();
    }

    /** One by one: the records of a user, taken from arrays, would go by way of a table in between. */
    @Override
    public List<RecordKey> insert(Collection<ChangedRecord> records) {
        return records.stream()
                .filter(record -> insert(record) == 1)
                .map(ChangedRecord::key)
                .toList();
    }

    private int insert(ChangedRecord record) {
        return sql.apply(INSERT_ONE)
                .on(db.jdbc())
                .param("user", record.key().userId())
                .param("day", record.key().day())
                .param("document", record.document().toJson())
                .param("now", RecordKeys.timestamp(record.updatedAt()))
                .update();
    }

    @Override
    public int update(Collection<ChangedRecord> changes) {
        return byUser(changes, ChangedRecord::key)
                .mapToInt(ofUser -> withKeys(
                                sql.apply(UPDATE_OF_USER),
                                ofUser.stream().map(ChangedRecord::key).toList())
                        .param("documents", RecordKeys.documents(ofUser))
                        .param("updated", RecordKeys.updates(ofUser))
                        .update())
                .sum();
    }

    @Override
    public int delete(Collection<RecordKey> keys) {
        return byUser(keys, Function.identity())
                .mapToInt(ofUser -> withKeys(sql.apply(DELETE_OF_USER), ofUser).update())
                .sum();
    }

    private static <T> Stream<List<T>> byUser(Collection<T> records, Function<T, RecordKey> key) {
        return records.stream()
                .collect(Collectors.groupingBy(record -> key.apply(record).userId(), TreeMap::new, Collectors.toList()))
                .values()
                .stream();
    }

    private NamedStatement.Call withKeys(NamedStatement statement, Collection<RecordKey> ofUser) {
        return statement.on(db.jdbc()).param("user", userOf(ofUser)).param("days", RecordKeys.days(ofUser));
    }

    private static String userOf(Collection<RecordKey> ofUser) {
        return ofUser.iterator().next().userId();
    }
}
