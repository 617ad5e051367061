package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.ViewingDocument;
import java.util.Collection;
import java.util.List;

/** Statements on records of any number of users, within a transaction. */
interface SeveralRecords {

    /** Locks those of the records that exist, in the order of their keys. */
    List<ViewingDocument> lock(Collection<RecordKey> keys);

    /** Locks those of the records that nobody else has locked, without waiting. */
    List<ViewingDocument> lockFree(Collection<RecordKey> keys);

    /**
     * Creates those of the records that do not exist.
     *
     * @return the keys of those it has created
     */
    List<RecordKey> insert(Collection<ChangedRecord> records);

    /** Writes records, and returns how many. */
    int update(Collection<ChangedRecord> changes);

    /** Deletes records, and returns how many. */
    int delete(Collection<RecordKey> keys);
}
