package io.gatekeeper.benchmarks.rivals;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.relational.core.mapping.Table;

/** A viewing as Spring Data JDBC keeps it, with the number that it wants for a key. */
@Table("viewing_entities")
record Row(
        @Id @Nullable Long id,
        String userId,
        Instant startedAt,
        String clientId,
        String serviceId,
        String deviceName,
        @Nullable Integer minutes,
        @Nullable Instant endedAt,
        @Nullable Long seconds) {

    Row endedAt(Instant end) {
        return new Row(
                id,
                userId,
                startedAt,
                clientId,
                serviceId,
                deviceName,
                minutes,
                end,
                end.getEpochSecond() - startedAt.getEpochSecond());
    }
}
