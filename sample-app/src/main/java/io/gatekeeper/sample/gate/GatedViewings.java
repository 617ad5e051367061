package io.gatekeeper.sample.gate;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/**
 * Starts and ends viewings together with the gate, in the order that leaves nothing open without a record: unblock, then
 * record; block, then end. What is open in the records is at the same time the list of what is still to be blocked, so
 * whatever breaks off in between is made good by the next sweep, after a restart as well.
 */
@Component
public class GatedViewings {

    private final ViewRecordRepository viewings;
    private final ServiceGate gate;
    private final Extension extension;
    private final Clock clock;
    private final DeviceLocks locks = new DeviceLocks();

    GatedViewings(ViewRecordRepository viewings, ServiceGate gate, GatekeeperDb db) {
        this.viewings = viewings;
        this.gate = gate;
        this.extension = new Extension(viewings, db);
        this.clock = db.clock();
    }

    /**
     * Unblocks a service and records that. If it cannot be recorded it is blocked again.
     *
     * @return the viewing; empty where recording is switched off
     * @throws GateException if it could not be unblocked; nothing is recorded then
     */
    public Optional<Viewing> allow(NewViewing viewing) {
        return unblocked(viewing.clientId(), viewing.serviceId(), () -> viewings.append(viewing));
    }

    /**
     * Gives the user's latest open viewing more time, if it is timed.
     *
     * @return the viewing; empty where there is none
     * @throws GateException if the service, which may be blocked already, could not be unblocked
     */
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return unblocked(clientId, serviceId, () -> extension.extend(userId, clientId, serviceId, by));
    }

    /**
     * Ends the user's latest open viewing, and blocks the service unless somebody else has it open on the same device.
     *
     * @return the viewing; empty where there is none
     * @throws GateException if it could not be blocked; it has not ended then
     */
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return locks.whileHeld(clientId, () -> {
            if (open(clientId, serviceId).size() <= 1) {
                gate.block(clientId, serviceId);
            }
            return viewings.close(userId, clientId, serviceId);
        });
    }

    /**
     * Blocks a service on a device and ends whatever viewings of it are open.
     *
     * @return the viewings that ended
     * @throws GateException if it could not be blocked; none has ended then
     */
    public List<Viewing> block(String clientId, String serviceId) {
        return locks.whileHeld(clientId, () -> {
            gate.block(clientId, serviceId);
            return viewings.closeAll(clientId, serviceId);
        });
    }

    /**
     * Blocks whatever is open on a device and ends it.
     *
     * @return the viewings that ended
     * @throws GateException if one of them could not be blocked; none has ended then
     */
    public List<Viewing> block(String clientId) {
        return locks.whileHeld(clientId, () -> {
            Set<String> services = new LinkedHashSet<>();
            viewings.findOpen().stream()
                    .filter(viewing -> viewing.clientId().equals(clientId))
                    .forEach(viewing -> services.add(viewing.serviceId()));
            services.forEach(service -> gate.block(clientId, service));
            return viewings.closeAll(clientId);
        });
    }

    /**
     * Blocks what is past its due time, and ends it at that time.
     *
     * @return the viewings that ended
     * @throws GateException if one of them could not be blocked; all of them stay open then, to be tried again
     */
    public List<Viewing> closeOverdue() {
        Instant now = clock.instant();
        List<GateException> failures = new ArrayList<>();
        viewings.findOpen().stream().filter(viewing -> isOverdue(viewing, now)).forEach(viewing -> {
            try {
                locks.whileHeld(viewing.clientId(), () -> blockUnlessWatched(viewing, now));
            } catch (GateException e) {
                failures.add(e);
            }
        });
        if (!failures.isEmpty()) {
            GateException first = failures.remove(0);
            failures.forEach(first::addSuppressed);
            throw first;
        }
        return viewings.closeOverdue();
    }

    /** If it fails, or nothing is open after it, the service is blocked again. */
    private Optional<Viewing> unblocked(String clientId, String serviceId, Supplier<Optional<Viewing>> change) {
        return locks.whileHeld(clientId, () -> {
            gate.unblock(clientId, serviceId);
            try {
                Optional<Viewing> viewing = change.get();
                if (!viewing.map(Viewing::isOpen).orElse(false)) {
                    blockUnlessWatched(clientId, serviceId, clock.instant());
                }
                return viewing;
            } catch (RuntimeException e) {
                blockAgain(clientId, serviceId, e);
                throw e;
            }
        });
    }

    private void blockAgain(String clientId, String serviceId, RuntimeException failure) {
        try {
            gate.block(clientId, serviceId);
        } catch (GateException e) {
            failure.addSuppressed(e);
        }
    }

    private Viewing blockUnlessWatched(Viewing viewing, Instant now) {
        blockUnlessWatched(viewing.clientId(), viewing.serviceId(), now);
        return viewing;
    }

    private void blockUnlessWatched(String clientId, String serviceId, Instant now) {
        if (open(clientId, serviceId).stream().allMatch(viewing -> isOverdue(viewing, now))) {
            gate.block(clientId, serviceId);
        }
    }

    private List<Viewing> open(String clientId, String serviceId) {
        return viewings.findOpen().stream()
                .filter(viewing -> viewing.clientId().equals(clientId)
                        && viewing.serviceId().equals(serviceId))
                .toList();
    }

    private static boolean isOverdue(Viewing viewing, Instant now) {
        return viewing.dueAt().filter(due -> !due.isAfter(now)).isPresent();
    }
}
