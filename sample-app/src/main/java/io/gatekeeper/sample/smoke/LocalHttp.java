package io.gatekeeper.sample.smoke;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The real thing, on this machine. */
final class LocalHttp implements Http {

    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    private final HttpClient client = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final String address;

    LocalHttp(int port) {
        this.address = "http://localhost:" + port;
    }

    @Override
    public Answer send(String method, String path, @Nullable Map<String, ?> body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(LONGEST_WAIT)
                .header("Content-Type", "application/json")
                .method(method, publisher(body))
                .build();
        HttpResponse<String> response = send(request);
        return new Answer(response.statusCode(), json.readTree(response.body()));
    }

    private BodyPublisher publisher(@Nullable Map<String, ?> body) {
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(json.writeValueAsString(body));
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer from " + request.uri(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for " + request.uri(), e);
        }
    }

    @Override
    public String toString() {
        return address;
    }
}
