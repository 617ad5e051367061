package io.gatekeeper.db.internal.records;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.gatekeeper.db.NewViewing;
import java.io.IOException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories and documents with the answers that the Python service gives, or must be given, for them. */
@Tag("both-paths")
class FixtureTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static TestRecords records;

    @BeforeAll
    static void open() {
        records = new TestRecords();
    }

    static Stream<Arguments> parityScenarios() throws IOException {
        return fixtures("parity-scenarios.json");
    }

    static Stream<Arguments> malformedDocuments() throws IOException {
        return fixtures("malformed-documents.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("parityScenarios")
    void aHistoryIsStoredAndSummedUpAsByThePythonService(String name, JsonNode scenario) {
        String user = scenario.get("user").textValue();

        scenario.get("steps").forEach(step -> replay(user, step));

        assertThat(storedViewings(user)).isEqualTo(viewings(scenario.get("document")));
        setClock(scenario.get("askedAt"));
        assertThat(records.repository.secondsToday(user)).isEqualTo(Fixtures.seconds(scenario.get("secondsToday")));
        scenario.get("secondsTodayByClient")
                .properties()
                .forEach(client -> assertThat(records.repository.secondsToday(user, client.getKey()))
                        .isEqualTo(Fixtures.seconds(client.getValue())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("malformedDocuments")
    void aDamagedDocumentIsSummedUpAsFarAsItCanBeRead(String name, JsonNode damaged) {
        String day = damaged.get("day").textValue();
        records.clock.set(day + "T20:00:00Z");
        records.store(name, day, damaged.get("document").toString());

        assertThat(records.repository.secondsToday(name)).isEqualTo(Fixtures.seconds(damaged.get("secondsToday")));
        assertThat(records.repository.findBetween(
                        name, OffsetDateTime.parse(day + "T00:00:00Z").toInstant(), records.clock.instant()))
                .doesNotContainNull();
        assertThat(records.repository.findLatest(name, "youtube")).doesNotContainNull();
        assertThat(records.repository.findOpen()).doesNotContainNull();
    }

    private static void replay(String user, JsonNode step) {
        setClock(step.get("at"));
        String client = step.get("client").textValue();
        String service = step.get("service").textValue();
        if (step.get("op").textValue().equals("append")) {
            JsonNode minutes = step.get("minutes");
            records.repository.append(new NewViewing(
                    user,
                    client,
                    step.get("deviceName").textValue(),
                    service,
                    minutes.isNull() ? null : Duration.ofMinutes(minutes.longValue()),
                    null));
        } else {
            records.repository.close(user, client, service);
        }
    }

    /** The viewings of all the user's records by device and service, in the order of the records. */
    private static SortedMap<String, ArrayNode> storedViewings(String user) {
        SortedMap<String, ArrayNode> viewings = new TreeMap<>();
        records.days(user).forEach(day -> addViewings(parse(records.document(user, day)), viewings));
        return viewings;
    }

    private static SortedMap<String, ArrayNode> viewings(JsonNode document) {
        SortedMap<String, ArrayNode> viewings = new TreeMap<>();
        addViewings(document, viewings);
        return viewings;
    }

    private static void addViewings(JsonNode document, SortedMap<String, ArrayNode> viewings) {
        document.path("devices")
                .properties()
                .forEach(device -> device.getValue()
                        .get("services")
                        .properties()
                        .forEach(service -> viewings.computeIfAbsent(
                                        device.getKey() + " " + service.getKey(), key -> JSON.createArrayNode())
                                .addAll((ArrayNode) service.getValue())));
    }

    private static Stream<Arguments> fixtures(String file) throws IOException {
        return Fixtures.read(file).stream()
                .map(fixture -> Arguments.of(fixture.get("name").textValue(), fixture));
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static void setClock(JsonNode at) {
        records.clock.set(OffsetDateTime.parse(at.textValue()).toInstant());
    }
}
