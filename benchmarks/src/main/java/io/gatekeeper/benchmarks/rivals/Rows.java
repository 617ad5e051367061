package io.gatekeeper.benchmarks.rivals;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jdbc.repository.query.Query;
import org.springframework.data.repository.CrudRepository;

/** The repository that Spring Data JDBC makes. */
interface Rows extends CrudRepository<Row, Long> {

    Optional<Row> findFirstByUserIdAndClientIdAndServiceIdAndEndedAtIsNullOrderByStartedAtDesc(
            String userId, String clientId, String serviceId);

    List<Row> findByUserIdAndEndedAtGreaterThanEqualAndEndedAtLessThan(String userId, Instant from, Instant until);

    @Query("""
            select *
              from viewing_entities
             where user_id = :userId and ended_at > :since and started_at < :until
             union all
            select *
              from viewing_entities
             where user_id = :userId and ended_at is null and started_at < :until
             order by started_at""")
    List<Row> findOverlapping(String userId, Instant since, Instant until);

    List<Row> findByEndedAtIsNull();
}
