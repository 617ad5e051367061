package io.gatekeeper.sample.web;

import io.gatekeeper.sample.gate.GateException;
import io.gatekeeper.sample.log.LogText;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Answers whatever goes wrong with a problem detail that says who can put it right, and where; never with Java. */
@RestControllerAdvice
class Problems extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(Problems.class);

    @ExceptionHandler
    ProblemDetail invalidField(InvalidFieldException invalid) {
        ProblemDetail problem = problem(HttpStatus.BAD_REQUEST, "Invalid field", invalid.getMessage());
        problem.setProperty("field", invalid.field());
        return problem;
    }

    @ExceptionHandler({DataAccessResourceFailureException.class, TransientDataAccessException.class})
    ProblemDetail databaseUnavailable(DataAccessException failure) {
        log.warn("The database is unavailable: {}", LogText.of(failure.getMessage()));
        return problem(
                HttpStatus.SERVICE_UNAVAILABLE,
                "Database unavailable",
                "The database is unavailable. Please try again later.");
    }

    @ExceptionHandler
    ProblemDetail filterFailed(GateException failure) {
        log.warn("The filter failed: {}", LogText.of(failure.getMessage()));
        return problem(HttpStatus.BAD_GATEWAY, "Filter failed", String.valueOf(failure.getMessage()));
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException missing,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        String name = missing.getParameterName();
        return invalid(missing, name, name + " is missing", headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException mismatch, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        String name = String.valueOf(mismatch.getPropertyName());
        Class<?> type = mismatch.getRequiredType();
        String wanted = type == LocalDate.class
                ? "a date such as 2026-03-17"
                : type == YearMonth.class ? "a month such as 2026-03" : "a whole number";
        return invalid(mismatch, name, name + " must be " + wanted, headers, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException unreadable,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        // The path to where reading stopped; empty where it stopped between fields.
        String field = unreadable.getCause() instanceof JacksonException cause
                ? cause.getPath().stream()
                        .map(JacksonException.Reference::getPropertyName)
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining("."))
                : "";
        return field.isEmpty()
                ? invalid(unreadable, "body", "The body must be a JSON object", headers, request)
                : invalid(unreadable, field, detail(field, unreadable.getCause()), headers, request);
    }

    private static String detail(String field, @Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException) {
            return field + " is not a field of this request";
        }
        if (cause instanceof InputCoercionException
                || (cause instanceof MismatchedInputException number && number.getTargetType() == Integer.class)) {
            return field + " must be a whole number up to " + Integer.MAX_VALUE + ", or null";
        }
        if (cause instanceof MismatchedInputException) {
            return field + " must be text";
        }
        return "The body is not well-formed JSON at " + field;
    }

    private @Nullable ResponseEntity<Object> invalid(
            Exception cause, String field, String detail, HttpHeaders headers, WebRequest request) {
        ProblemDetail problem = invalidField(new InvalidFieldException(field, detail));
        return handleExceptionInternal(cause, problem, headers, HttpStatus.BAD_REQUEST, request);
    }

    private static ProblemDetail problem(HttpStatus status, String title, @Nullable String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
