package io.gatekeeper.db.internal.schema;

import io.gatekeeper.db.internal.document.RecordKey;

/** The conditions and expressions of the indexes. Queries repeat them to the letter, so that PostgreSQL recognises them. */
public final class IndexedSql {

    /** Holds for a record with a viewing that has not ended, and for some that hold junk. Every write evaluates it. */
    public static final String OPEN = """
            pg_catalog.jsonb_path_exists(viewings, '$.devices.*.services.*[*] ? (!(@.unblock_ended_at > ""))')""";

    /**
     * Holds for a record that was updated long after its day, as when a long viewing ends. A read looks at the days around
     * the one that it asks for, {@link RecordKey#DAYS_APART} before it at most, by the key; of the earlier ones it needs
     * those updated since, so none of these may be missing here. The date in UTC of a moment is a day before its day in
     * the zone at most.
     */
    public static final String UPDATED_LATE =
            "(updated_at at time zone 'UTC')::date > viewing_day + " + (RecordKey.DAYS_APART - 1);

    /**
     * The day in the index of the oldest records. With the day as it is, a plan that is kept for all users would read a day's
     * records of all of them by that index, rather than a user's by the key.
     */
    public static final String DAY = "viewing_day + 0";

    private IndexedSql() {}
}
