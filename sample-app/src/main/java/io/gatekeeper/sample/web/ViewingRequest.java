package io.gatekeeper.sample.web;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A viewing as it was sent: any field may be missing, and each change says which ones it takes. */
record ViewingRequest(
        @Nullable String userName,
        @Nullable String clientId,
        @Nullable String deviceName,
        @Nullable String serviceId,
        @Nullable Integer minutes,
        @Nullable String startedAt,
        @Nullable String endedAt) {

    String user() {
        return Fields.key("user_name", userName);
    }

    String device() {
        return Fields.key("client_id", clientId);
    }

    String service() {
        return Fields.key("service_id", serviceId);
    }

    Instant end(ZoneId zone) {
        return Fields.instant("ended_at", Fields.present("ended_at", endedAt), zone);
    }

    /** One that starts, or with an end, one that is over. */
    NewViewing toNewViewing(ZoneId zone) {
        NewViewing viewing = new NewViewing(
                user(),
                device(),
                Fields.name("device_name", deviceName),
                service(),
                Fields.minutesOrNull("minutes", minutes),
                startedAt == null ? null : Fields.instant("started_at", startedAt, zone));
        return endedAt == null ? viewing : Fields.usable("ended_at", () -> viewing.endingAt(end(zone)));
    }

    /** One that is stored: nothing else than this tells it from others. */
    Viewing toViewing(ZoneId zone) {
        Instant start = Fields.instant("started_at", Fields.present("started_at", startedAt), zone);
        return new Viewing(user(), device(), device(), service(), start, null, null, null);
    }
}
