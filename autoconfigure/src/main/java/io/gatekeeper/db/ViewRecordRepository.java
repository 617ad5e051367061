package io.gatekeeper.db;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The viewings of all users.
 *
 * <p>A viewing is identified by its user, client (device), service and start. Instants are kept to the microsecond; days
 * begin where {@code gatekeeper.db.zone} and {@code gatekeeper.db.day-start} say. The present is read once per call, from
 * the injected {@link java.time.Clock}.
 *
 * <p>Every method joins the caller's transaction on the same {@code DataSource}; what it wrote then counts only once the
 * caller's transaction has committed. Without one, a write runs in a transaction of its own, in at most 5 attempts if
 * deadlocks or serialization failures make it retry, and a read is a single statement.
 *
 * <p>Ids that are blank, longer than 255 bytes in UTF-8, or hold U+0000 or half of a surrogate pair are refused with an
 * {@link IllegalArgumentException} before anything reaches the database. A failure of the database arrives as a
 * {@link org.springframework.dao.DataAccessException}; where a connection breaks during the commit, nobody can tell
 * whether the write was stored. An append with a {@linkplain NewViewing#startingAt(Instant) start of its own}, a
 * {@link #close(Viewing)} and a correction are idempotent and may be retried then.
 *
 * <p>Stored documents may be malformed. Reads skip what they cannot understand, count the rest, and never throw for a
 * document's shape. Writes replace a malformed node on their own path, with a warning, keep everything else as it is,
 * and refuse a document that is not an object or is of a later version with an {@link UnsupportedRecordException}.
 *
 * <p>Every collection is unmodifiable and ordered as said. Nothing is ever null.
 */
public interface ViewRecordRepository {

    /**
     * Records that a viewing starts. Appending one that is stored returns the stored one and changes nothing.
     *
     * @param viewing the viewing; its start must lie between 1970 and one minute ahead of the clock
     * @return the viewing as stored; empty only where recording is switched off or, with
     *     {@code gatekeeper.db.on-unavailable=empty}, the database is unavailable
     * @throws IllegalArgumentException if the start is out of range
     * @throws UnsupportedRecordException if the day's record cannot be written to
     */
    Optional<Viewing> append(NewViewing viewing);

    /**
     * Records that several viewings start, in one transaction: all or none of them.
     *
     * @param viewings the viewings, each as for {@link #append(NewViewing)}
     * @return the viewings as stored, in the order given; empty only where {@code append} would be
     * @throws IllegalArgumentException if the start of one is out of range
     * @throws UnsupportedRecordException if one of the records cannot be written to
     */
    List<Viewing> appendAll(List<NewViewing> viewings);

    /**
     * Ends the user's latest-started open viewing of a service on a device, at the clock's now or at its start, whichever
     * is later. Nobody else's viewing is changed, and nothing is written where none is open.
     *
     * @param userId who watched
     * @param clientId the device's id
     * @param serviceId what was watched
     * @return the viewing as ended; empty if none was open. Where its start cannot be read, it is ended without a
     *     watched duration, and its end stands for the start
     * @throws UnsupportedRecordException if the open viewing's record cannot be written to
     */
    Optional<Viewing> close(String userId, String clientId, String serviceId);

    /**
     * Ends exactly this viewing, at the clock's now or at its start, whichever is later. This is the call to retry after a
     * failure that leaves open whether the viewing was ended: it ends no other one, whatever is open by then.
     *
     * @param viewing the viewing, as {@link #append} or a read returned it; found by its user, client, service and start
     * @return the viewing as ended, as it was stored before where it had ended already; empty if it is not stored
     * @throws UnsupportedRecordException if the viewing's record cannot be written to
     */
    Optional<Viewing> close(Viewing viewing);

    /**
     * Gives the user's latest-started open viewing of a service on a device more time, if it is timed: one that is past its
     * due time but not ended yet, too. Its start stays. Adds up when it is called again, so after a failure that leaves open
     * whether it was stored, look at {@link #findOpen()} first.
     *
     * @param userId who watches
     * @param clientId the device's id
     * @param serviceId what is watched
     * @param by how much longer, in whole minutes, at least one
     * @return the viewing as extended; empty, and nothing is written, if none is open or the latest is unlimited
     * @throws IllegalArgumentException if {@code by} is not whole minutes, or more than could be requested
     * @throws UnsupportedRecordException if the viewing's record cannot be written to
     */
    Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by);

    /**
     * Ends all open viewings on a device, whoever was watching, at the clock's now: the device was cut off. All of them or
     * none, but for those in records that cannot be written to, which are left with a warning in the log.
     *
     * @param clientId the device's id
     * @return the viewings as ended, oldest first
     */
    List<Viewing> closeAll(String clientId);

    /**
     * Ends all open viewings of a service on a device, whoever opened them, at the clock's now: the service was blocked.
     * All of them or none, but for those in records that cannot be written to, which are left with a warning in the log.
     *
     * @param clientId the device's id
     * @param serviceId what was watched
     * @return the viewings as ended, oldest first
     */
    List<Viewing> closeAll(String clientId, String serviceId);

    /**
     * Ends the timed viewings of all users that are past their due time, at that time rather than now. With
     * {@link #findOpen()}, this is what it takes to recover after a restart. Of several instances that call it at once, one
     * ends each viewing. Works through the open records in batches with a transaction for each, or within the caller's.
     * Records that somebody else has locked for long, that cannot be written to, or whose write the server refuses, are left
     * for the next time; the log says how many. Only in the caller's transaction, which is over then, a refused write throws.
     *
     * @return the viewings as ended, oldest first
     */
    List<Viewing> closeOverdue();

    /**
     * Ends what {@link #closeOverdue()} ends, and unlimited viewings that have run too long: somebody forgot them.
     *
     * @param longest how long an unlimited viewing may last; it ends at its start plus that, rather than now
     * @return the viewings as ended, oldest first
     * @throws IllegalArgumentException if {@code longest} is not positive
     */
    List<Viewing> closeOverdue(Duration longest);

    /**
     * Finds the viewings of one service in the user's latest record that holds any. What has not begun yet, because a clock
     * ran ahead, does not count.
     *
     * @param userId who watches
     * @param serviceId what is watched
     * @return the viewings on all devices, oldest first
     */
    List<Viewing> findLatest(String userId, String serviceId);

    /**
     * Finds all viewings that have not ended.
     *
     * @return the open viewings of all users, oldest first
     */
    List<Viewing> findOpen();

    /**
     * Hands over all viewings that have not ended, a batch of records at a time, in bounded memory however many there are.
     * What changes meanwhile may or may not be seen.
     *
     * @param action is called on this thread, by user and day; an exception that it throws ends the walk
     */
    default void forEachOpen(Consumer<Viewing> action) {
        findOpen().forEach(action);
    }

    /**
     * Finds the viewings that overlap an interval. An open viewing reaches to the clock's now, or to its due time if that
     * is earlier. One without length overlaps the interval that holds its start.
     *
     * @param userId who watches
     * @param from start of the interval
     * @param to end of the interval, itself excluded
     * @return the viewings that overlap the interval, oldest first
     * @throws IllegalArgumentException if {@code from} is after {@code to}
     */
    List<Viewing> findBetween(String userId, Instant from, Instant to);

    /**
     * Sums up the recorded seconds of the viewings that ended today, on all devices.
     *
     * @param userId who watches
     * @return whole seconds by service, sorted by service; a service without any is absent
     */
    SortedMap<String, Long> secondsToday(String userId);

    /**
     * Sums up the recorded seconds of the viewings that ended today, on one device.
     *
     * @param userId who watches
     * @param clientId the device's id
     * @return whole seconds by service, sorted by service; a service without any is absent
     */
    SortedMap<String, Long> secondsToday(String userId, String clientId);

    /**
     * Calculates how long a user watched on some days: exactly, each viewing cut at the bounds of the days and open ones as
     * far as they have come, which is their due time at most. A viewing whose start cannot be read counts for its recorded
     * seconds before its end.
     *
     * @param query whose usage, and of which days
     * @return the usage, with every day that was asked for
     */
    Usage usage(UsageQuery query);

    /**
     * Finds users in the order of their ids, as the database sorts them, page by page.
     *
     * @param after the last id of the page before; null for the first page
     * @param atMost how many ids to find, from 1 to 10,000
     * @return the ids of users of whom something is recorded; empty at the end
     * @throws IllegalArgumentException if {@code atMost} is out of range
     */
    List<String> findUsers(@Nullable String after, int atMost);

    /**
     * Finds the devices on which a user has watched.
     *
     * @param userId who watches
     * @return the name that each device had last, by its client id, sorted by that; the client id where it had none
     */
    SortedMap<String, String> findDevices(String userId);

    /**
     * Removes the viewings of all users that ended before a moment; open ones stay. Works through the records in batches
     * with a transaction for each, so that writers never wait for long; what was removed before a failure stays removed.
     * Within a caller's transaction, all batches are part of that. Which records are left for the next time, and what throws,
     * is as for {@link #closeOverdue()}.
     *
     * @param endedBefore the moment
     * @return how many viewings were removed
     */
    int prune(Instant endedBefore);

    /**
     * Deletes all that is recorded of a user.
     *
     * @param userId whose records go
     * @return whether there were any
     */
    boolean deleteUser(String userId);
}
