package io.gatekeeper.db;

import io.gatekeeper.db.sql.QualifiedName;

/**
 * Brings the history of the Python service along: its table holds one growing document per user, and sometimes several
 * rows per user.
 */
public interface LegacyImport {

    /**
     * Copies all viewings of the Python service's table into the gatekeeper's records, and leaves out what was removed
     * there since an earlier import.
     *
     * @param source the Python service's table
     * @return what was found, and what became of it
     * @throws IllegalArgumentException if the source is the gatekeeper's own table
     * @throws org.springframework.dao.DataAccessException if the source cannot be read or the records not be written
     * @see #run(QualifiedName, Removed)
     */
    default ImportReport run(QualifiedName source) {
        return run(source, Removed.STAYS_OUT);
    }

    /**
     * Copies all viewings of the Python service's table into the gatekeeper's records, each into that of the day on which
     * it started. The source is only read. Of several rows or copies that hold one viewing, by its device, service and
     * start, one is copied, an ended one before an open one. A viewing that is there already is left as it is, unless it is
     * still open and has ended in the source: then it takes over that end. So the import can be run again: after a
     * failure, or to fetch what was recorded since. What cannot be copied is skipped, and reported with the reason.
     *
     * <p>Each user is imported in a transaction, all or nothing. A failure that is one user's is reported, and does not
     * keep the others from being imported; if the database becomes unavailable, the import ends, and those before stay
     * imported. Within a caller's transaction all of them are part of that, and the first failure ends the import.
     *
     * @param source the Python service's table
     * @param removed what becomes of viewings and users that an earlier import brought along, and that are gone since
     * @return what was found, and what became of it
     * @throws IllegalArgumentException if the source is the gatekeeper's own table
     * @throws io.gatekeeper.db.jdbc.UnusableSchemaException if the table that keeps what was imported is missing, and is
     *     not to be created, or cannot be
     * @throws org.springframework.dao.DataAccessException if the source cannot be read, the database is unavailable, or not
     *     a single user can be imported for want of a table or a privilege
     */
    ImportReport run(QualifiedName source, Removed removed);

    /** What becomes of what an earlier import brought along, and was deleted, moved or pruned since. */
    enum Removed {

        /** It is not imported again; the report names the users. */
        STAYS_OUT,

        /** It is imported again. */
        COMES_BACK
    }
}
