package io.gatekeeper.db.autoconfigure.failure;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Says how a time is written; before Boot says only that there is none. YAML reads {@code 4:00} as 240, in base 60. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class DayStartFailureAnalyzer extends AbstractFailureAnalyzer<BindException> {

    private static final ConfigurationPropertyName DAY_START = ConfigurationPropertyName.of("gatekeeper.db.day-start");

    private static final int BASE = 60;

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
        if (!cause.getName().equals(DAY_START) || cause.getProperty() == null) {
            return null;
        }
        Object value = cause.getProperty().getValue();
        boolean inBase60 = value instanceof Integer;
        int minutes = inBase60 ? (Integer) value : 0;
        String time = inBase60 ? "%02d:%02d".formatted(minutes / BASE, minutes % BASE) : "04:00";
        return new FailureAnalysis(
                DAY_START + " is " + value + "; it must be a time of the day with two digits for the hour."
                        + (inBase60 ? " YAML reads a time such as 4:00 as a number, in base 60." : ""),
                "Write " + DAY_START + ": \"" + time + "\", in YAML with the quotes.",
                cause);
    }
}
