package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import io.gatekeeper.db.sql.QualifiedName;
import io.gatekeeper.db.testing.InMemoryViewRecordRepository;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Clock;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The ways in which viewings are kept. An application cannot tell one from the other, and the tests see to that. */
public enum Variant {

    /** One table, and each ordinary write a single statement. */
    FAST_PATH,

    /** The same, with every write under a row lock, as else only those are that are out of the ordinary. */
    LOCKED_PATH,

    /** A table in partitions, made as {@code docs/scaling.md} says. */
    PARTITIONS,

    /** One table again, with the statements for one that is spread over several servers. */
    USER_BY_USER,

    /** A table that Citus has spread over several servers: with {@code -Dgatekeeper.test.citus=true}, and then alone. */
    DISTRIBUTED,

    /** No table at all: what applications have in their unit tests. */
    IN_MEMORY;

    private static final boolean ON_CITUS = Boolean.getBoolean("gatekeeper.test.citus");

    static Stream<Variant> all() {
        return Stream.of(values()).filter(variant -> (variant == DISTRIBUTED) == ON_CITUS);
    }

    static Stream<Variant> onPostgres() {
        return all().filter(variant -> variant != IN_MEMORY);
    }

    /** What speaks to the table. */
    ViewRecordTable table(GatekeeperDb db, QualifiedName name, BooleanSupplier distributed) {
        return switch (this) {
            case LOCKED_PATH -> new LockedPathTable(db, name, distributed);
            case USER_BY_USER -> new ViewRecordTable(db, name, () -> true);
            default -> new ViewRecordTable(db, name, distributed);
        };
    }

    /** Empties what the variant has kept so far. */
    ViewRecordRepository emptyRepository(Clock clock, String zone, String dayStart) {
        return this == IN_MEMORY
                ? new InMemoryViewRecordRepository(clock, ZoneId.of(zone), LocalTime.parse(dayStart))
                : new TestRecords(this).repository(clock, zone, dayStart);
    }

    /** What corrects that repository. */
    ViewingCorrections corrections(ViewRecordRepository repository, SettableClock clock) {
        return repository instanceof InMemoryViewRecordRepository inMemory
                ? inMemory
                : new TestRecords(this, clock).store(clock, "UTC", "00:00").corrections();
    }
}
