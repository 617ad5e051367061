package io.gatekeeper.db.internal.records;

import java.util.Map;
import java.util.Optional;

/**
 * The names that devices had in their users' earlier records.
 *
 * @param byDevice the names that were found
 */
record DeviceNames(Map<Device, String> byDevice) {

    Optional<String> of(String userId, String clientId) {
        return Optional.ofNullable(byDevice.get(new Device(userId, clientId)));
    }

    /**
     * A device of one user's.
     *
     * @param userId who watches on it
     * @param clientId its id
     */
    record Device(String userId, String clientId) {}
}
