package io.gatekeeper.db.autoconfigure.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in the driver's words why the database is unavailable, and which properties to look at. */
class UnavailableDatabaseFailureAnalyzer extends AbstractFailureAnalyzer<UnavailableDatabaseException> {

    private static final String OR_EMPTY =
            "\n\nTo start without the database, and record nothing until it is there, set"
                    + " gatekeeper.db.on-unavailable to empty.";

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnavailableDatabaseException cause) {
        ConnectionFailure failure = new ConnectionFailure(cause, cause.login());
        return new FailureAnalysis(
                cause.getMessage()
                        + failure.words().map(words -> ":\n\n    " + words).orElse("."),
                failure.remedyOfARefusal().orElseGet(() -> failure.remedyOfAnOutage() + OR_EMPTY),
                cause);
    }
}
