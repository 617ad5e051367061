package io.gatekeeper.sample.postgres;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says what can keep the embedded server from starting, and how to do without it. */
class EmbeddedServerFailureAnalyzer extends AbstractFailureAnalyzer<EmbeddedServerException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, EmbeddedServerException cause) {
        return new FailureAnalysis(cause.getMessage(), """
                Any of these:
                    - If another console uses that folder, end it or name another one: sample.postgres.data-folder
                    - If the folder holds something else, or is open to other users, name an empty one
                    - See what PostgreSQL itself says: --logging.level.io.zonky.test=info
                    - Use a server of your own: gatekeeper.db.host, database, username and password""", cause);
    }
}
