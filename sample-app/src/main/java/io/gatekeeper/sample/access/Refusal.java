package io.gatekeeper.sample.access;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that goes no further. */
final class Refusal extends ErrorResponseException {

    Refusal(HttpStatus status, String title, String detail) {
        super(status, problem(status, title, detail), null);
    }

    Refusal withHeader(String name, String value) {
        getHeaders().set(name, value);
        return this;
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
