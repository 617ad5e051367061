package io.gatekeeper.db.autoconfigure.failure;

import io.gatekeeper.db.autoconfigure.failure.InvalidGatekeeperPropertiesException.Problem;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Lists the properties that are missing or cannot be used, and what to write. */
class InvalidGatekeeperPropertiesFailureAnalyzer extends AbstractFailureAnalyzer<InvalidGatekeeperPropertiesException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidGatekeeperPropertiesException cause) {
        return new FailureAnalysis(
                "The gatekeeper's database is not configured properly:" + lines(cause, Problem::toString),
                "Write in your configuration:" + lines(cause, problem -> problem.property() + ": " + problem.remedy())
                        + "\n\nTo use the application's DataSource, only gatekeeper.db.schema is needed besides that."
                        + "\n\nTo run without recording, set gatekeeper.db.enabled to false.",
                cause);
    }

    private static String lines(InvalidGatekeeperPropertiesException cause, Function<Problem, String> line) {
        return cause.problems().stream()
                .map(problem -> "\n    - " + line.apply(problem))
                .collect(Collectors.joining());
    }
}
