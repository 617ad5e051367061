package io.gatekeeper.db.store;

import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import java.time.Instant;
import java.util.Optional;

/** Finds nothing to correct: where recording is switched off. */
final class RecordingOffCorrections implements ViewingCorrections {

    @Override
    public Optional<Viewing> end(Viewing viewing, Instant endedAt) {
        return Optional.empty();
    }

    @Override
    public boolean delete(Viewing viewing) {
        return false;
    }

    @Override
    public int moveUser(String fromUserId, String toUserId) {
        return 0;
    }

    @Override
    public int moveDevice(String userId, String fromClientId, String toClientId) {
        return 0;
    }
}
