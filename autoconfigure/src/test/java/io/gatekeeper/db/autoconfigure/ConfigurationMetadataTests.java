package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.RecordComponent;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an editor shows about the properties while somebody writes them. */
class ConfigurationMetadataTests {

    private static final Set<String> WITHOUT_DEFAULT =
            Set.of("host", "database", "username", "password", "schema", "ssl-root-cert");

    @Test
    void everyPropertyIsListed() throws IOException {
        assertThat(properties().map(property -> property.path("name").asText()))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(GatekeeperProperties.class.getRecordComponents())
                        .map(component -> "gatekeeper.db." + dashed(component.getName()))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aPropertyHasATypeAndADescriptionThatIsASentence(JsonNode property) {
        assertThat(property.path("type").asText()).isNotBlank();
        assertThat(property.path("description").asText()).matches("[A-Z].*\\.").doesNotContain("\n", "{@", "  ");
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aBooleanSaysWhether(JsonNode property) {
        assertThat(property.path("description").asText().startsWith("Whether "))
                .isEqualTo(property.path("type").asText().equals("java.lang.Boolean"));
    }

    @ParameterizedTest
    @MethodSource("properties")
    void aPropertyHasADefaultUnlessItIsRequired(JsonNode property) {
        String name = property.path("name").asText().substring("gatekeeper.db.".length());

        assertThat(property.has("defaultValue")).isNotEqualTo(WITHOUT_DEFAULT.contains(name));
    }

    @ParameterizedTest
    @MethodSource("enumerations")
    void everyValueOfAnEnumerationIsSuggestedWithADescription(RecordComponent property) throws IOException {
        List<JsonNode> suggestions = suggestionsFor(dashed(property.getName()));

        assertThat(suggestions)
                .extracting(suggestion -> suggestion.path("value").asText())
                .containsExactlyElementsOf(Arrays.stream(property.getType().getEnumConstants())
                        .map(value -> ((Enum<?>) value)
                                .name()
                                .toLowerCase(Locale.ROOT)
                                .replace('_', '-'))
                        .toList());
        assertThat(suggestions)
                .allSatisfy(suggestion ->
                        assertThat(suggestion.path("description").asText()).endsWith("."));
    }

    @Test
    void regionsAreSuggestedAsZones() throws IOException {
        assertThat(suggestionsFor("zone"))
                .hasSizeGreaterThan(5)
                .extracting(suggestion -> suggestion.path("value").asText())
                .isSubsetOf(ZoneId.getAvailableZoneIds());
    }

    private static Stream<RecordComponent> enumerations() {
        return Arrays.stream(GatekeeperProperties.class.getRecordComponents())
                .filter(component -> component.getType().isEnum());
    }

    private static List<JsonNode> suggestionsFor(String property) throws IOException {
        return StreamSupport.stream(metadata().path("hints").spliterator(), false)
                .filter(hint -> hint.path("name").asText().equals("gatekeeper.db." + property))
                .flatMap(hint -> StreamSupport.stream(hint.path("values").spliterator(), false))
                .toList();
    }

    /** The library's own ones; those of the pool are described by HikariCP. */
    private static Stream<JsonNode> properties() throws IOException {
        return StreamSupport.stream(metadata().path("properties").spliterator(), false)
                .filter(property -> property.path("sourceType").asText().equals(GatekeeperProperties.class.getName()));
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                GatekeeperProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            return new ObjectMapper().readTree(metadata);
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
