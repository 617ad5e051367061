package io.gatekeeper.db.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
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

    /** The library's own ones; those of the pool are described by HikariCP. */
    private static Stream<JsonNode> properties() throws IOException {
        try (InputStream metadata = Objects.requireNonNull(
                GatekeeperProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json"))) {
            JsonNode properties = new ObjectMapper().readTree(metadata).path("properties");
            return StreamSupport.stream(properties.spliterator(), false)
                    .filter(property ->
                            property.path("sourceType").asText().equals(GatekeeperProperties.class.getName()));
        }
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
