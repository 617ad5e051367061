package io.gatekeeper.sample.gate;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** More time for a viewing: it ends, and another one takes what was left and the time on top; both or neither. */
final class Extension {

    private final ViewRecordRepository viewings;
    private final GatekeeperDb db;

    Extension(ViewRecordRepository viewings, GatekeeperDb db) {
        this.viewings = viewings;
        this.db = db;
    }

    Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return db.transactions()
                .execute(status -> viewings.findOpen().stream()
                        .filter(viewing -> viewing.userId().equals(userId)
                                && viewing.clientId().equals(clientId)
                                && viewing.serviceId().equals(serviceId))
                        .reduce((earlier, later) -> later)
                        .flatMap(viewing -> viewing.dueAt().flatMap(due -> continued(viewing, due, by))));
    }

    private Optional<Viewing> continued(Viewing viewing, Instant due, Duration by) {
        Instant now = db.clock().instant();
        Duration left = now.isBefore(due) ? Duration.between(now, due) : Duration.ZERO;
        viewings.close(viewing.userId(), viewing.clientId(), viewing.serviceId());
        return viewings.append(NewViewing.timed(
                        viewing.userId(),
                        viewing.clientId(),
                        viewing.deviceName(),
                        viewing.serviceId(),
                        Duration.ofMinutes(left.plusMinutes(1).minusNanos(1).toMinutes())
                                .plus(by))
                .startingAt(now));
    }
}
