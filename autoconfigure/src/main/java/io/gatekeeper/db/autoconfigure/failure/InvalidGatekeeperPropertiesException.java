package io.gatekeeper.db.autoconfigure.failure;

import java.util.List;
import java.util.stream.Collectors;

/** Properties are missing or cannot be used: all of them at once. No value of a secret is part of it. */
public final class InvalidGatekeeperPropertiesException extends RuntimeException {

    private final List<Problem> problems;

    public InvalidGatekeeperPropertiesException(List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /**
     * One property and what to do about it.
     *
     * @param property the property's full name
     * @param fault what is wrong with it
     * @param remedy what to write instead
     */
    public record Problem(String property, String fault, String remedy) {

        @Override
        public String toString() {
            return property + " " + fault;
        }
    }
}
