package io.gatekeeper.db.internal.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Leaves numbers of more digits than anything that is counted as they are written. To make a number of 100,000 digits takes
 * a third of a second, and a document can hold many in little space.
 */
final class LongNumbersAsWritten extends JsonParserDelegate {

    private static final int MOST_DIGITS = 1_000;

    private boolean asWritten;

    LongNumbersAsWritten(JsonParser parser) {
        super(parser);
    }

    @Override
    public @Nullable JsonToken nextToken() throws IOException {
        JsonToken token = super.nextToken();
        asWritten = token != null && token.isNumeric() && getTextLength() > MOST_DIGITS;
        return currentToken();
    }

    @Override
    public @Nullable JsonToken currentToken() {
        return asWritten ? JsonToken.VALUE_EMBEDDED_OBJECT : super.currentToken();
    }

    @Override
    public int currentTokenId() {
        return asWritten ? JsonToken.VALUE_EMBEDDED_OBJECT.id() : super.currentTokenId();
    }

    @Override
    public @Nullable Object getEmbeddedObject() throws IOException {
        return asWritten ? new RawValue(getText()) : super.getEmbeddedObject();
    }
}
