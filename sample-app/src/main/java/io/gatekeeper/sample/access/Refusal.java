package io.gatekeeper.sample.access;

import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request that goes no further. */
final class Refusal extends ErrorResponseException {

    private Refusal(HttpStatus status, String title, String detail) {
        super(status, problem(status, title, detail), null);
    }

    static Refusal unknownHost() {
        return new Refusal(
                HttpStatus.MISDIRECTED_REQUEST,
                "Unknown host",
                "The console does not go by this name. Names it should go by belong into sample.allowed-hosts.");
    }

    static Refusal foreignPage() {
        return new Refusal(
                HttpStatus.FORBIDDEN, "Foreign page", "Only the console's own page may change something here.");
    }

    static Refusal notJson() {
        return new Refusal(
                HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Not JSON", "A change is sent as Content-Type: application/json.");
    }

    static Refusal lengthNotSaid() {
        return new Refusal(
                HttpStatus.LENGTH_REQUIRED, "Length required", "A change says its length by Content-Length.");
    }

    static Refusal tooLong(int longest) {
        Refusal refusal = new Refusal(
                HttpStatus.BAD_REQUEST, "Invalid field", "The body must have at most " + longest + " bytes");
        refusal.getBody().setProperty("field", "body");
        return refusal;
    }

    static Refusal otherMachine() {
        return new Refusal(
                HttpStatus.FORBIDDEN,
                "Other machine",
                "Without a PIN, changes come from this machine only, and not through a proxy. Set sample.pin.");
    }

    static Refusal wrongPin() {
        Refusal refusal = new Refusal(HttpStatus.UNAUTHORIZED, "PIN required", "The PIN is missing or wrong.");
        refusal.getHeaders().set(HttpHeaders.WWW_AUTHENTICATE, Pin.HEADER);
        return refusal;
    }

    static Refusal tooManyTries(Duration wait) {
        long seconds = wait.plusSeconds(1).minusNanos(1).toSeconds();
        Refusal refusal = new Refusal(
                HttpStatus.TOO_MANY_REQUESTS,
                "Too many tries",
                "The PIN was wrong too often. Try again in " + seconds + " seconds.");
        refusal.getHeaders().set(HttpHeaders.RETRY_AFTER, String.valueOf(seconds));
        return refusal;
    }

    private static ProblemDetail problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return problem;
    }
}
