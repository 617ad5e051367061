package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.internal.document.StoredViewing;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * What tells a viewing from others of the same user, however it is spelled and however it goes on.
 *
 * @param clientId the device's id
 * @param serviceId what is watched
 * @param start when it started, as far as that can be told
 */
record ViewingIdentity(String clientId, String serviceId, Instant start) {

    static ViewingIdentity of(StoredViewing viewing) {
        return new ViewingIdentity(
                viewing.clientId(), viewing.serviceId(), viewing.placedAt().orElse(Instant.MIN));
    }

    /** {@return a number to remember it by, which no other viewing of the user will have} */
    long fingerprint() {
        String text = clientId + '\0' + serviceId + '\0' + start;
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }
}
