package io.gatekeeper.sample.gate;

import org.jspecify.annotations.Nullable;

/** The filter did not do what it was asked for. Its message is for a person. */
public class GateException extends RuntimeException {

    GateException(String message) {
        this(message, null);
    }

    GateException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
