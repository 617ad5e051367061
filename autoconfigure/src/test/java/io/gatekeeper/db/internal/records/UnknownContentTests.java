package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** What another version, or another program, has put beside the viewings. */
class UnknownContentTests extends RepositoryTests {

    private static final String BIG = "123456789012345678901234567890";
    private static final String EXACT = "0.10";

    @Test
    void unknownKeysAndNumbersOfAnySizeSurviveEveryWrite() {
        records.store(RIKKI, "2026-03-17", """
                {"version":1,"inRoot":%1$s,"devices":{"phone":{"inDevice":%1$s},"tv":{"inDevice":[%1$s,%2$s],"services":{
                  "old":[{"unblock_started_at":"2026-03-17T01:00:00Z","unblock_ended_at":"2026-03-17T02:00:00Z"}],
                  "youtube":[{"unblock_started_at":"2026-03-17T09:00:00Z","inViewing":{"deep":%2$s}},%1$s]}}}}""".formatted(BIG, EXACT));

        repository.append(unlimited("youtube"));
        repository.appendAll(List.of(unlimited("netflix").startingAt(at("2026-03-17T09:30:00Z"))));
        repository.close(RIKKI, "tv", "youtube");
        repository.close(RIKKI, "tv", "youtube");
        repository.closeAll("tv");
        int pruned = repository.prune(at("2026-03-17T03:00:00Z"));

        assertThat(pruned).isEqualTo(1);
        assertThat(records.document(RIKKI, "2026-03-17"))
                .contains("\"inRoot\": " + BIG, "{\"inDevice\": " + BIG + "}", "[" + BIG + ", " + EXACT + "]")
                .contains("\"inViewing\": {\"deep\": " + EXACT + "}", "}, " + BIG + ", {")
                .doesNotContain("old", "\"unblock_ended_at\": null");
    }
}
