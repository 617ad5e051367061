package io.gatekeeper.db.internal.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Reads and writes JSON trees without losing a digit, whatever the application has configured for its own JSON. */
public final class DocumentJson {

    /** More digits than a number in JSONB can have, and as long a text as it can hold. */
    private static final StreamReadConstraints AS_MUCH_AS_JSONB_HOLDS = StreamReadConstraints.builder()
            .maxNumberLength(200_000)
            .maxStringLength(1 << 28)
            .build();

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(AS_MUCH_AS_JSONB_HOLDS)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private DocumentJson() {}

    /** Returns the tree; a missing node where the text nests too deeply to be read. */
    static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException unreadable) {
            return MissingNode.getInstance();
        }
    }

    /** {@return the text quoted as in JSON, which PostgreSQL's path language understands} */
    public static String quoted(String text) {
        return write(TextNode.valueOf(text));
    }

    static String write(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON values could not be written", e);
        }
    }
}
