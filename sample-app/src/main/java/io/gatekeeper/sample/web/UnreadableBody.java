package io.gatekeeper.sample.web;

import java.util.stream.Collectors;
import org.springframework.http.converter.HttpMessageNotReadableException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says which field of a body could not be read, and what belongs there, without showing Java to the sender. */
final class UnreadableBody {

    private static final String WHOLE_BODY = "body";

    private UnreadableBody() {}

    static InvalidFieldException explain(HttpMessageNotReadableException unreadable) {
        if (!(unreadable.getCause() instanceof JacksonException cause)) {
            return new InvalidFieldException(WHOLE_BODY, "The body must be a JSON object");
        }
        String field = field(cause);
        return new InvalidFieldException(field, detail(field, cause));
    }

    /** The path to where reading stopped; empty, and thus the whole body, where it stopped between fields. */
    private static String field(JacksonException cause) {
        String path = cause.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(name -> name != null)
                .collect(Collectors.joining("."));
        return path.isEmpty() ? WHOLE_BODY : path;
    }

    private static String detail(String field, JacksonException cause) {
        if (cause instanceof UnrecognizedPropertyException) {
            return field + " is not a field of this request";
        }
        if (field.equals(WHOLE_BODY)) {
            return cause instanceof MismatchedInputException
                    ? "The body must be a JSON object"
                    : "The body is not well-formed JSON";
        }
        if (cause instanceof InputCoercionException) {
            return field + " must be a whole number up to " + Integer.MAX_VALUE + ", or null";
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return field + " must be "
                    + (mismatch.getTargetType() == Integer.class ? "a whole number, or null" : "text");
        }
        return "The body is not well-formed JSON at " + field;
    }
}
