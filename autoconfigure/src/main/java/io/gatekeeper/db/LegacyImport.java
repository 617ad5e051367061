package io.gatekeeper.db;

import io.gatekeeper.db.sql.QualifiedName;

/**
 * Brings the history of the Python service along: its table holds one growing document per user, and sometimes several
 * rows per user.
 */
public interface LegacyImport {

    /**
     * Copies all viewings of the Python service's table into the gatekeeper's records, each into that of the day on which
     * it started. The source is only read. A viewing that is there already, by its device, service and start, is left as it
     * is, so the import can be run again: after a failure, or to fetch what was recorded since.
     *
     * <p>Each user is imported in a transaction, all or nothing, and users before a failure stay imported. Within a
     * caller's transaction all of them are part of that.
     *
     * @param source the Python service's table
     * @return what was found, and what became of it
     * @throws IllegalArgumentException if the source is the gatekeeper's own table
     * @throws org.springframework.dao.DataAccessException if the source cannot be read or the records not be written
     */
    ImportReport run(QualifiedName source);
}
