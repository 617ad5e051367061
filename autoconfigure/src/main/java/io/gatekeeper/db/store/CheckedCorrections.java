package io.gatekeeper.db.store;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.sql.StorableText;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Makes every correction, once its arguments are checked. */
final class CheckedCorrections implements ViewingCorrections {

    private final ViewingCorrections corrections;
    private final Clock clock;

    CheckedCorrections(ViewingCorrections corrections, Clock clock) {
        this.corrections = corrections;
        this.clock = clock;
    }

    @Override
    public Optional<Viewing> end(Viewing viewing, Instant endedAt) {
        Instant end = endedAt.truncatedTo(ChronoUnit.MICROS);
        Instant now = clock.instant();
        if (end.isBefore(viewing.startedAt()) || end.isAfter(now)) {
            throw new IllegalArgumentException("endedAt must lie between the viewing's start, " + viewing.startedAt()
                    + ", and now, " + now + ", was: " + end);
        }
        return corrections.end(identified(viewing), end);
    }

    @Override
    public boolean delete(Viewing viewing) {
        return corrections.delete(identified(viewing));
    }

    @Override
    public int moveUser(String fromUserId, String toUserId) {
        return corrections.moveUser(
                StorableText.key("fromUserId", fromUserId), another("toUserId", fromUserId, toUserId));
    }

    @Override
    public int moveDevice(String userId, String fromClientId, String toClientId) {
        return corrections.moveDevice(
                StorableText.key("userId", userId),
                StorableText.key("fromClientId", fromClientId),
                another("toClientId", fromClientId, toClientId));
    }

    private static Viewing identified(Viewing viewing) {
        StorableText.key("userId", viewing.userId());
        StorableText.key("clientId", viewing.clientId());
        StorableText.key("serviceId", viewing.serviceId());
        return viewing;
    }

    private static String another(String name, String from, String to) {
        if (StorableText.key(name, to).equals(from)) {
            throw new IllegalArgumentException(name + " must be another id than the one to move from");
        }
        return to;
    }
}
