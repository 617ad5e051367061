package io.gatekeeper.db.jdbc;

/** The one rule for whose transaction it is, for those who stand around a repository. */
public final class CallersTransaction {

    private CallersTransaction() {}

    /** {@return whether what is done now on that database is part of a transaction that somebody else ends} */
    public static boolean isRunning(GatekeeperDb db) {
        return db.inTransaction();
    }
}
