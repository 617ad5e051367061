package io.gatekeeper.db.autoconfigure.failure;

import org.springframework.dao.NonTransientDataAccessResourceException;

/** A pooler stands before the server, and nobody has said whether it knows prepared statements. */
public final class TransparentPoolerException extends NonTransientDataAccessResourceException {

    public TransparentPoolerException() {
        super("A pooler such as PgBouncer stands before the gatekeeper's database, and nobody has said whether the"
                + " driver may prepare statements there");
    }
}
