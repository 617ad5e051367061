package io.gatekeeper.db.autoconfigure.failure;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why it matters which kind of pooler it is, and what to write for either. */
class TransparentPoolerFailureAnalyzer extends AbstractFailureAnalyzer<TransparentPoolerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, TransparentPoolerException cause) {
        return new FailureAnalysis(
                cause.getMessage() + ". One that pools transactions and does not know prepared statements loses writes"
                        + " that were acknowledged.",
                """
                Write in your configuration, if it pools transactions and does not know prepared statements (PgBouncer \
                before 1.21, or with max_prepared_statements = 0):

                    gatekeeper.db.hikari.data-source-properties.prepareThreshold: 0

                If it pools sessions, or knows prepared statements (PgBouncer from 1.21 on, with \
                max_prepared_statements), write the driver's own value:

                    gatekeeper.db.hikari.data-source-properties.prepareThreshold: 5""",
                cause);
    }
}
