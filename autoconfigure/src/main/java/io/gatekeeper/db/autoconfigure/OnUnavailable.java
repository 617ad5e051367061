package io.gatekeeper.db.autoconfigure;

/** What a call does while the database is unavailable. */
enum OnUnavailable {

    /** Throw a {@code DataAccessResourceFailureException}. */
    FAIL,

    /** Record nothing and answer empty, with one warning per outage. */
    EMPTY
}
