package io.gatekeeper.benchmarks.rivals;

import io.gatekeeper.benchmarks.contenders.Histories.Service;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.SortedMap;

/** A way to keep viewings. Times are in UTC, and so are days. */
interface Rival {

    String name();

    /** {@return the table that it keeps them in} */
    String table();

    /** Takes over what the gatekeeper's table has of users; not measured. */
    void copy(Collection<String> users);

    void append(String user, Service service, Instant start);

    /** Ends the latest open viewing, and returns whether there was one. */
    boolean close(String user, Service service, Instant end);

    /** {@return the seconds of what ended on a day, by service} */
    SortedMap<String, Long> secondsOf(String user, LocalDate day);

    /** {@return the seconds watched from one day to another, each moment counted once for each service} */
    long usage(String user, LocalDate from, LocalDate to);

    /** {@return how many are open, all of which are read} */
    int open();
}
