package io.gatekeeper.db;

import java.time.Instant;
import java.util.Optional;

/**
 * Puts right what was recorded wrongly: a bean of its own, because it changes the past.
 *
 * <p>A viewing is found by its user, client, service and start; where several are the same by these, all of them are meant.
 * Each correction is one transaction and joins the caller's, is idempotent, keeps what it does not know, and leaves the
 * records such that every later read is right. Ids are checked as by {@link ViewRecordRepository}, and failures arrive as
 * there.
 */
public interface ViewingCorrections {

    /**
     * Sets or corrects the end of exactly this viewing. Its recorded seconds follow.
     *
     * @param viewing the viewing, as a read returned it
     * @param endedAt when it ended, truncated to microseconds; not before its start, and not after the clock's now
     * @return the viewing as stored now; empty if it is not stored
     * @throws IllegalArgumentException if the end is out of range
     * @throws UnsupportedRecordException if the viewing's record cannot be written to
     */
    Optional<Viewing> end(Viewing viewing, Instant endedAt);

    /**
     * Removes exactly this viewing.
     *
     * @param viewing the viewing, as a read returned it
     * @return whether it was stored
     * @throws UnsupportedRecordException if the viewing's record cannot be written to
     */
    boolean delete(Viewing viewing);

    /**
     * Renames a user, or merges one into another that exists: the same person under two ids. A viewing that both have is
     * one, and an ended one wins over an open one. Viewings that are appended to the old id meanwhile stay there.
     *
     * @param fromUserId the id that holds nothing afterwards
     * @param toUserId the id that holds the viewings of both
     * @return how many viewings were moved
     * @throws IllegalArgumentException if both are the same
     * @throws UnsupportedRecordException if one of the records cannot be written to; nothing is moved then
     */
    int moveUser(String fromUserId, String toUserId);

    /**
     * Gives a user's device another id, or merges two entries of one device: it has a new address, or a new name. A viewing
     * that both have is one, and an ended one wins over an open one. The name of the device that is merged into stays.
     *
     * @param userId whose device it is
     * @param fromClientId the id that holds nothing afterwards
     * @param toClientId the id that holds the viewings of both
     * @return how many viewings were moved
     * @throws IllegalArgumentException if both are the same
     * @throws UnsupportedRecordException if one of the records cannot be written to; nothing is moved then
     */
    int moveDevice(String userId, String fromClientId, String toClientId);
}
