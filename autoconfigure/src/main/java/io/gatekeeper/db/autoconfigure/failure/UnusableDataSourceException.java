package io.gatekeeper.db.autoconfigure.failure;

/** It cannot be told which {@code DataSource} is meant, or that one cannot be used. */
public final class UnusableDataSourceException extends RuntimeException {

    private final String remedy;

    public UnusableDataSourceException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
