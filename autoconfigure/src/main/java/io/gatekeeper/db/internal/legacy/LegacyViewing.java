package io.gatekeeper.db.internal.legacy;

import static io.gatekeeper.db.internal.document.DocumentFields.ENDED_AT;
import static io.gatekeeper.db.internal.document.DocumentFields.SECONDS;
import static io.gatekeeper.db.internal.document.DocumentFields.STARTED_AT;

import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.Timestamps;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** What an import makes of a viewing in the source: one that every read finds, or a reason why it can be none. */
final class LegacyViewing {

    /**
     * A year's distance from where dates of four digits end: no zone, start of the day or neighbouring record leads out of
     * the calendar from there.
     */
    private static final Instant EARLIEST = Instant.parse("0002-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-01-01T00:00:00Z");

    private LegacyViewing() {}

    /** {@return why no read would find the viewing; empty if each one would} */
    static Optional<String> objection(StoredViewing viewing) {
        if (viewing.start().isEmpty() && viewing.end().isEmpty()) {
            return Optional.of("viewing with neither a start nor an end that can be read");
        }
        if (times(viewing).anyMatch(time -> time.isBefore(EARLIEST) || !time.isBefore(LATEST))) {
            return Optional.of("viewing at a time outside the calendar");
        }
        if (viewing.start().isEmpty() && viewing.seconds().isEmpty()) {
            return Optional.of("viewing whose start cannot be read, nor told from its end");
        }
        if (!viewing.isOpen() && endOf(viewing).isEmpty()) {
            return Optional.of("viewing whose end cannot be read, nor told from its start");
        }
        return Optional.empty();
    }

    /** {@return the viewing with its times in our own spelling, and its end computed where that cannot be read} */
    static StoredViewing inOurSpelling(StoredViewing viewing) {
        ObjectNode node = viewing.node().deepCopy();
        viewing.start().ifPresent(start -> node.put(STARTED_AT, Timestamps.format(start)));
        endOf(viewing).ifPresent(end -> node.put(ENDED_AT, Timestamps.format(end)));
        return with(node, viewing);
    }

    private static Optional<Instant> endOf(StoredViewing viewing) {
        return viewing.end().or(() -> computedEnd(viewing));
    }

    /** {@return start and seconds together, where the end is a text that cannot be read; anything else there is damage} */
    static Optional<Instant> computedEnd(StoredViewing viewing) {
        OptionalLong seconds = viewing.seconds();
        return viewing.isOpen()
                        || viewing.end().isPresent()
                        || seconds.isEmpty()
                        || !viewing.node().path(ENDED_AT).isTextual()
                ? Optional.empty()
                : viewing.start().map(start -> start.plusSeconds(seconds.getAsLong()));
    }

    /** Whether a viewing tells more than another copy of it: an ended one does, and with seconds still more. */
    static boolean tellsMore(StoredViewing one, StoredViewing other) {
        return one.isOpen() == other.isOpen()
                ? one.seconds().isPresent() && other.seconds().isEmpty()
                : other.isOpen();
    }

    /**
     * Whether a stored viewing is to take over the end of the same one in the source: it is open, or its end cannot be
     * read, or it was taken for overdue here while it had ended earlier in the source.
     */
    static boolean takesEnd(StoredViewing stored, StoredViewing source) {
        Optional<Instant> end = source.end();
        return end.isPresent()
                && (stored.end().isEmpty()
                        || (endedWhenDue(stored)
                                && end.get().isBefore(stored.end().get())));
    }

    private static boolean endedWhenDue(StoredViewing stored) {
        return stored.end().isPresent() && stored.end().equals(stored.dueAt());
    }

    /** {@return the stored viewing with the end and the seconds of the same one in the source} */
    static StoredViewing withEndOf(StoredViewing source, StoredViewing stored) {
        ObjectNode node = stored.node().deepCopy();
        node.set(ENDED_AT, source.node().get(ENDED_AT));
        node.set(SECONDS, Objects.requireNonNullElse(source.node().get(SECONDS), NullNode.getInstance()));
        return with(node, stored);
    }

    /** {@return the last moment of the viewing that is known} */
    static Instant lastMoment(StoredViewing viewing) {
        return times(viewing).max(Instant::compareTo).orElseThrow();
    }

    private static Stream<Instant> times(StoredViewing viewing) {
        return Stream.of(viewing.placedAt(), endOf(viewing)).flatMap(Optional::stream);
    }

    private static StoredViewing with(ObjectNode node, StoredViewing viewing) {
        return new StoredViewing(
                viewing.key(), viewing.clientId(), viewing.deviceName(), viewing.serviceId(), viewing.index(), node);
    }
}
