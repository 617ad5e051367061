package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gatekeeper.db.ViewRecordRepository;
import java.io.IOException;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Documents with the answers that must be given for them. They are read alike wherever the table is. */
class MalformedDocumentTests {

    private final TestRecords records = new TestRecords(Variant.FAST_PATH);
    private final ViewRecordRepository repository = records.inZone("UTC");

    static Stream<Arguments> malformedDocuments() throws IOException {
        return Fixtures.named("malformed-documents.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedDocuments")
    void aMalformedDocumentIsSummedUpAsFarAsItCanBeRead(String name, JsonNode malformed) {
        String day = malformed.get("day").textValue();
        records.clock.set(day + "T20:00:00Z");
        records.store(name, day, malformed.get("document").toString());

        assertThat(repository.secondsToday(name)).isEqualTo(Fixtures.seconds(malformed.get("secondsToday")));
        assertThat(repository.findBetween(name, Instant.parse(day + "T00:00:00Z"), records.clock.instant()))
                .doesNotContainNull();
        assertThat(repository.findLatest(name, "youtube")).doesNotContainNull();
        assertThat(repository.findOpen()).doesNotContainNull();
    }
}
