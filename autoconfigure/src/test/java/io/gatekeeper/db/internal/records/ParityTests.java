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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Histories with what the Python service stores of them, and answers. */
@OnPostgres
class ParityTests extends TableTests {

    private static final ObjectMapper JSON = new ObjectMapper();

    ParityTests(Variant variant) {
        super(variant);
    }

    static Stream<Arguments> scenarios() throws IOException {
        return Fixtures.named("parity-scenarios.json");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("scenarios")
    void aHistoryIsStoredAndSummedUpAsByThePythonService(String name, JsonNode scenario) {
        String user = scenario.get("user").textValue();

        scenario.get("steps").forEach(step -> replay(user, step));

        assertThat(storedViewings(user)).isEqualTo(viewings(scenario.get("document")));
        setClock(scenario.get("askedAt"));
        assertThat(repository.secondsToday(user)).isEqualTo(Fixtures.seconds(scenario.get("secondsToday")));
        scenario.get("secondsTodayByClient")
                .properties()
                .forEach(client -> assertThat(repository.secondsToday(user, client.getKey()))
                        .isEqualTo(Fixtures.seconds(client.getValue())));
    }

    private void replay(String user, JsonNode step) {
        setClock(step.get("at"));
        String client = step.get("client").textValue();
        String service = step.get("service").textValue();
        if (step.get("op").textValue().equals("append")) {
            JsonNode minutes = step.get("minutes");
            repository.append(new NewViewing(
                    user,
                    client,
                    step.get("deviceName").textValue(),
                    service,
                    minutes.isNull() ? null : Duration.ofMinutes(minutes.longValue()),
                    null));
        } else {
            repository.close(user, client, service);
        }
    }

    /** The viewings of all the user's records by device and service, in the order of the records. */
    private SortedMap<String, ArrayNode> storedViewings(String user) {
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

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private void setClock(JsonNode at) {
        clock.set(OffsetDateTime.parse(at.textValue()).toInstant());
    }
}
