package io.gatekeeper.db.internal.document;

import io.gatekeeper.db.Viewing;
import java.util.Comparator;

/** The order of viewings in every answer. */
public final class ViewingOrder {

    /** By start; those that started together by user, device and service. */
    public static final Comparator<Viewing> OLDEST_FIRST = Comparator.comparing(Viewing::startedAt)
            .thenComparing(Viewing::userId)
            .thenComparing(Viewing::clientId)
            .thenComparing(Viewing::serviceId);

    private ViewingOrder() {}
}
