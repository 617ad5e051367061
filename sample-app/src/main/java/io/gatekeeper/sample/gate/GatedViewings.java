package io.gatekeeper.sample.gate;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.jdbc.GatekeeperDb;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Starts and ends viewings together with the gate, in the order that leaves nothing open without a record: unblock, then
 * record; block, then end. What is open in the records is at the same time the list of what is still to be blocked, so
 * whatever breaks off in between is made good by the next sweep, after a restart as well. Every method throws a
 * {@link GateException} if the gate did not do its part; nothing has ended then.
 */
@Component
public class GatedViewings {

    private final ViewRecordRepository viewings;
    private final ViewingCorrections corrections;
    private final ServiceGate gate;
    private final Clock clock;

    /** One at a time per device, so that gate and records of it change together. A few serve any number of devices. */
    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    GatedViewings(ViewRecordRepository viewings, ViewingCorrections corrections, ServiceGate gate, GatekeeperDb db) {
        this.viewings = viewings;
        this.corrections = corrections;
        this.gate = gate;
        this.clock = db.clock();
    }

    /** Unblocks a service and records that; if it cannot be recorded, it is blocked again. A past viewing is just recorded. */
    public Optional<Viewing> allow(NewViewing viewing) {
        Supplier<Optional<Viewing>> append = () -> viewings.append(viewing);
        return viewing.endedAt() == null
                ? unblocked(viewing.clientId(), viewing.serviceId(), append)
                : blocked(viewing.clientId(), viewing.serviceId(), isOf(viewing.userId(), viewing.startedAt()), append);
    }

    /** Gives the user's latest open viewing more time, if it is timed; empty where there is none. */
    public Optional<Viewing> extend(String userId, String clientId, String serviceId, Duration by) {
        return unblocked(clientId, serviceId, () -> viewings.extend(userId, clientId, serviceId, by));
    }

    /** Ends the user's latest open viewing, and blocks the service unless somebody else has it open on that device. */
    public Optional<Viewing> close(String userId, String clientId, String serviceId) {
        return whileLocked(clientId, () -> {
            if (open(clientId, serviceId).size() <= 1) {
                gate.block(clientId, serviceId);
            }
            return viewings.close(userId, clientId, serviceId);
        });
    }

    /** Ends whatever the user has open, and blocks it likewise. */
    public void closeAll(String userId) {
        viewings.findOpen().stream()
                .filter(viewing -> viewing.userId().equals(userId))
                .forEach(viewing -> close(userId, viewing.clientId(), viewing.serviceId()));
    }

    /** Blocks a service on a device and ends whatever viewings of it are open. */
    public List<Viewing> block(String clientId, String serviceId) {
        return whileLocked(clientId, () -> {
            gate.block(clientId, serviceId);
            return viewings.closeAll(clientId, serviceId);
        });
    }

    /** Blocks whatever is open on a device and ends it. */
    public List<Viewing> block(String clientId) {
        return whileLocked(clientId, () -> {
            viewings.findOpen().stream()
                    .filter(viewing -> viewing.clientId().equals(clientId))
                    .map(Viewing::serviceId)
                    .distinct()
                    .forEach(service -> gate.block(clientId, service));
            return viewings.closeAll(clientId);
        });
    }

    /** Sets or corrects the end of exactly this viewing; if it was open, the service is blocked as on {@link #close}. */
    public Optional<Viewing> end(Viewing viewing, Instant endedAt) {
        return blocked(
                viewing.clientId(),
                viewing.serviceId(),
                isOf(viewing.userId(), viewing.startedAt()),
                () -> corrections.end(viewing, endedAt));
    }

    /** Removes exactly this viewing, likewise; false where there is none. */
    public boolean delete(Viewing viewing) {
        return blocked(
                viewing.clientId(),
                viewing.serviceId(),
                isOf(viewing.userId(), viewing.startedAt()),
                () -> corrections.delete(viewing));
    }

    /** {@return the open viewings that are past their due time} */
    public List<Viewing> findOverdue() {
        return viewings.findOpen().stream().filter(isOverdue()).toList();
    }

    /**
     * Blocks what is past its due time, unless somebody else watches it, and ends exactly this viewing at that time. Empty
     * where somebody has ended or extended it meanwhile.
     */
    public Optional<Viewing> endAtDueTime(Viewing viewing) {
        return whileLocked(viewing.clientId(), () -> {
            Optional<Viewing> overdue = open(viewing.clientId(), viewing.serviceId()).stream()
                    .filter(isOf(viewing.userId(), viewing.startedAt()).and(isOverdue()))
                    .findFirst();
            overdue.ifPresent(found -> blockUnlessWatched(found.clientId(), found.serviceId(), isOverdue()));
            return overdue.flatMap(found -> corrections.end(found, found.dueAt().orElseThrow()));
        });
    }

    /** If it fails, or nothing is open after it, the service is blocked again. */
    private Optional<Viewing> unblocked(String clientId, String serviceId, Supplier<Optional<Viewing>> change) {
        return whileLocked(clientId, () -> {
            gate.unblock(clientId, serviceId);
            try {
                Optional<Viewing> viewing = change.get();
                if (!viewing.map(Viewing::isOpen).orElse(false)) {
                    blockUnlessWatched(clientId, serviceId, isOverdue());
                }
                return viewing;
            } catch (RuntimeException e) {
                try {
                    gate.block(clientId, serviceId);
                } catch (GateException blocking) {
                    e.addSuppressed(blocking);
                }
                throw e;
            }
        });
    }

    /** Only if what is changed is open: what ended long ago says nothing about the filter. */
    private <T> T blocked(String clientId, String serviceId, Predicate<Viewing> ending, Supplier<T> change) {
        return whileLocked(clientId, () -> {
            if (open(clientId, serviceId).stream().anyMatch(ending)) {
                blockUnlessWatched(clientId, serviceId, ending);
            }
            return change.get();
        });
    }

    private void blockUnlessWatched(String clientId, String serviceId, Predicate<Viewing> ending) {
        if (open(clientId, serviceId).stream().allMatch(ending)) {
            gate.block(clientId, serviceId);
        }
    }

    private <T> T whileLocked(String clientId, Supplier<T> action) {
        ReentrantLock lock = locks[Math.floorMod(clientId.hashCode(), locks.length)];
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }

    private List<Viewing> open(String clientId, String serviceId) {
        return viewings.findOpen().stream()
                .filter(viewing -> viewing.clientId().equals(clientId)
                        && viewing.serviceId().equals(serviceId))
                .toList();
    }

    private Predicate<Viewing> isOverdue() {
        Instant now = clock.instant();
        return viewing -> viewing.dueAt().filter(due -> !due.isAfter(now)).isPresent();
    }

    /** On a device and of a service that is known. */
    private static Predicate<Viewing> isOf(String userId, @Nullable Instant startedAt) {
        return viewing -> viewing.userId().equals(userId) && viewing.startedAt().equals(startedAt);
    }
}
