package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.internal.document.ViewingPath;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The open viewings that this instance has appended of late, so that it can end them without looking for them. A guess and no
 * more: others may have changed them since, or appended later ones, and a transaction may have undone them.
 */
final class RecentAppends {

    /** Some megabytes. */
    private static final int MOST = 4_096;

    private final Map<Place, StoredViewing> viewings = Collections.synchronizedMap(new Latest());

    void remember(StoredViewing open) {
        viewings.put(new Place(open.key().userId(), new ViewingPath(open.clientId(), open.serviceId())), open);
    }

    Optional<StoredViewing> take(String userId, String clientId, String serviceId) {
        return Optional.ofNullable(viewings.remove(new Place(userId, new ViewingPath(clientId, serviceId))));
    }

    private record Place(String userId, ViewingPath path) {}

    private static final class Latest extends LinkedHashMap<Place, StoredViewing> {

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, StoredViewing> eldest) {
            return size() > MOST;
        }
    }
}
