package io.gatekeeper.db.autoconfigure;

/** It cannot be told which {@code DataSource} is meant, or that one cannot be used. */
class UnusableDataSourceException extends RuntimeException {

    private final String remedy;

    UnusableDataSourceException(String problem, String remedy) {
        super(problem);
        this.remedy = remedy;
    }

    String remedy() {
        return remedy;
    }
}
