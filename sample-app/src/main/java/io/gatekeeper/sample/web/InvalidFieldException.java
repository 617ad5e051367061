package io.gatekeeper.sample.web;

/** Something that was sent cannot be used: a field of the JSON, or a parameter of the query. */
class InvalidFieldException extends RuntimeException {

    private final String field;

    InvalidFieldException(String field, String detail) {
        super(detail);
        this.field = field;
    }

    String field() {
        return field;
    }
}
