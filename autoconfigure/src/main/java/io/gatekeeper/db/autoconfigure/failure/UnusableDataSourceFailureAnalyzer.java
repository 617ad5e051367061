package io.gatekeeper.db.autoconfigure.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what is wrong with the {@code DataSource} and what to do about it. */
class UnusableDataSourceFailureAnalyzer extends AbstractFailureAnalyzer<UnusableDataSourceException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, UnusableDataSourceException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.remedy(), cause);
    }
}
