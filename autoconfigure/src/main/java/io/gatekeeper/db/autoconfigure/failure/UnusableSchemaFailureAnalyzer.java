package io.gatekeeper.db.autoconfigure.failure;

import io.gatekeeper.db.jdbc.UnusableSchemaException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the schema and what to do about it. */
class UnusableSchemaFailureAnalyzer extends AbstractFailureAnalyzer<UnusableSchemaException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableSchemaException cause) {
        return new FailureAnalysis(cause.getProblem(), cause.getRemedy(), cause);
    }
}
