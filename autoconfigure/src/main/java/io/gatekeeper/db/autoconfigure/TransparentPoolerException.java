package io.gatekeeper.db.autoconfigure;

import org.springframework.dao.NonTransientDataAccessResourceException;

/** A pooler stands before the server, and nobody has said whether it knows prepared statements. */
class TransparentPoolerException extends NonTransientDataAccessResourceException {

    TransparentPoolerException() {
        super("A pooler such as PgBouncer stands before the gatekeeper's database, and nobody has said whether the"
                + " driver may prepare statements there");
    }
}
