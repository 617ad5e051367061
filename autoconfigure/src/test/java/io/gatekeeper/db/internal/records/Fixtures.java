package io.gatekeeper.db.internal.records;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** Histories and damaged documents with their answers, from the test resources. */
public final class Fixtures {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Fixtures() {}

    public static List<JsonNode> read(String file) throws IOException {
        try (InputStream json = Objects.requireNonNull(Fixtures.class.getResourceAsStream("/fixtures/" + file))) {
            return StreamSupport.stream(JSON.readTree(json).spliterator(), false)
                    .toList();
        }
    }

    static Stream<Arguments> named(String file) throws IOException {
        return read(file).stream()
                .map(fixture -> Arguments.of(fixture.get("name").textValue(), fixture));
    }

    public static SortedMap<String, Long> seconds(JsonNode seconds) {
        SortedMap<String, Long> byService = new TreeMap<>();
        seconds.properties()
                .forEach(service ->
                        byService.put(service.getKey(), service.getValue().longValue()));
        return byService;
    }
}
