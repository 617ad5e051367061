package io.gatekeeper.db.internal.legacy;

import io.gatekeeper.db.internal.document.StoredViewing;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What the source holds of one user: each viewing once, whichever of its copies tells most, and what can be none here. */
final class UserHistory {

    private final String userId;
    private final Map<ViewingIdentity, StoredViewing> viewings = new LinkedHashMap<>();
    private final ImportTally tally = new ImportTally();

    UserHistory(String userId) {
        this.userId = userId;
    }

    String userId() {
        return userId;
    }

    Map<ViewingIdentity, StoredViewing> viewings() {
        return viewings;
    }

    /** {@return what became of everything else in the documents} */
    ImportTally tally() {
        return tally;
    }

    void add(String document) {
        LegacyDocument.walk(userId, document, this::add, tally);
    }

    private void add(StoredViewing found) {
        Optional<String> objection = LegacyViewing.objection(found);
        if (objection.isPresent()) {
            tally.skip(objection.get(), example(found));
            return;
        }
        if (LegacyViewing.computedEnd(found).isPresent()) {
            tally.adjust("end that cannot be read, taken from start and seconds", example(found));
        }
        StoredViewing viewing = LegacyViewing.inOurSpelling(found);
        ViewingIdentity identity = ViewingIdentity.of(viewing);
        StoredViewing other = viewings.get(identity);
        if (other != null) {
            tally.countAlreadyPresent();
        }
        if (other == null || !LegacyViewing.tellsMore(other, viewing)) {
            viewings.put(identity, viewing);
        }
    }

    static String example(StoredViewing viewing) {
        return Example.of(viewing.toJson(), viewing.key().userId(), viewing.clientId(), viewing.serviceId());
    }
}
