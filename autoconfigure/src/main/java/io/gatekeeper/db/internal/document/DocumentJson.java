package io.gatekeeper.db.internal.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * Reads and writes JSON trees without losing a digit, whatever the application has configured for its own JSON. What exceeds
 * the ordinary is done a second time without limits: PostgreSQL has taken it, so it must be read, and a record that could not
 * be read would be written to unseen.
 */
public final class DocumentJson {

    private static final ObjectMapper ORDINARY =
            mapper(StreamReadConstraints.defaults(), StreamWriteConstraints.defaults());

    private static final ObjectMapper WITHOUT_LIMITS = mapper(
            StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build(),
            StreamWriteConstraints.builder().maxNestingDepth(Integer.MAX_VALUE).build());

    private DocumentJson() {}

    /**
     * Reads a tree.
     *
     * @throws JsonProcessingException if this is not JSON
     */
    static JsonNode parse(String json) throws JsonProcessingException {
        try {
            return ORDINARY.readTree(json);
        } catch (StreamConstraintsException extraordinary) {
            return parseWithoutLimits(json);
        }
    }

    /** Reads what PostgreSQL has taken for JSON and sent. */
    static JsonNode read(String json) {
        try {
            return parse(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON value of the database could not be read", e);
        }
    }

    /** {@return the name that a node holds, if it is one} */
    static Optional<String> name(JsonNode node) {
        return Optional.ofNullable(node.textValue()).filter(name -> !name.isBlank());
    }

    private static JsonNode parseWithoutLimits(String json) throws JsonProcessingException {
        try (JsonParser parser =
                new LongNumbersAsWritten(WITHOUT_LIMITS.getFactory().createParser(json))) {
            return WITHOUT_LIMITS.readTree(parser);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UncheckedIOException("A text could not be read", e);
        }
    }

    /** {@return the text quoted as in JSON, which PostgreSQL's path language understands} */
    public static String quoted(String text) {
        return '"' + String.valueOf(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    static String write(JsonNode tree) {
        try {
            return ORDINARY.writeValueAsString(tree);
        } catch (StreamConstraintsException extraordinary) {
            return writeWithoutLimits(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A tree of JSON values could not be written", e);
        }
    }

    /** By a loop, because a tree can be deeper than the stack. */
    private static String writeWithoutLimits(JsonNode tree) {
        StringWriter text = new StringWriter();
        try (JsonParser parser = tree.traverse(WITHOUT_LIMITS);
                JsonGenerator generator = WITHOUT_LIMITS.createGenerator(text)) {
            parser.nextToken();
            generator.copyCurrentStructure(parser);
        } catch (IOException e) {
            throw new UncheckedIOException("A tree of JSON values could not be written", e);
        }
        return text.toString();
    }

    private static ObjectMapper mapper(StreamReadConstraints reading, StreamWriteConstraints writing) {
        return JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(reading)
                        .streamWriteConstraints(writing)
                        .build())
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build();
    }
}
