package io.gatekeeper.db.jdbc;

import org.springframework.dao.NonTransientDataAccessException;

/** The schema, as it was found at start-up, cannot be worked with. */
public class UnusableSchemaException extends NonTransientDataAccessException {

    private final String problem;
    private final String remedy;

    /**
     * Creates the exception.
     *
     * @param problem what was found, in a sentence that names the object
     * @param remedy what to do about it
     */
    public UnusableSchemaException(String problem, String remedy) {
        super(problem + " " + remedy);
        this.problem = problem;
        this.remedy = remedy;
    }

    /** {@return what was found, in a sentence that names the object} */
    public String getProblem() {
        return problem;
    }

    /** {@return what to do about it} */
    public String getRemedy() {
        return remedy;
    }
}
