package io.gatekeeper.sample.gate;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** One at a time per device, so that gate and records of it change together. A few locks serve any number of devices. */
final class DeviceLocks {

    private final ReentrantLock[] locks =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    <T> T whileHeld(String clientId, Supplier<T> action) {
        ReentrantLock lock = locks[Math.floorMod(clientId.hashCode(), locks.length)];
        lock.lock();
        try {
            return action.get();
        } finally {
            lock.unlock();
        }
    }
}
