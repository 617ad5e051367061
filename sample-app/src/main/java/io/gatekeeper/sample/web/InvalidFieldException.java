package io.gatekeeper.sample.web;

/** Something that was sent cannot be used. */
class InvalidFieldException extends RuntimeException {

    private final String field;

    /**
     * Names what was sent.
     *
     * @param field the JSON field, or the parameter of the path or the query
     * @param detail what is wrong with it, for a person
     */
    InvalidFieldException(String field, String detail) {
        super(detail);
        this.field = field;
    }

    String field() {
        return field;
    }
}
