package io.gatekeeper.sample.gate;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.MediaType;
import org.springframework.http.client.ClientHttpResponse;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.util.StringUtils;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The two calls of AdGuard Home's API that it takes. Nothing is retried: after five wrong passwords AdGuard Home refuses
 * this machine for a quarter of an hour, the right password included.
 */
final class AdGuardApi {

    /** Of the answer to a call that failed, AdGuard Home's one line. */
    private static final int LONGEST_MESSAGE = 300;

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final URI url;
    private final RestClient http;

    AdGuardApi(AdGuardProperties properties) {
        this.url = Objects.requireNonNull(properties.url());
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(properties.timeout())
                .build();
        JdkClientHttpRequestFactory requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(properties.timeout());
        this.http = RestClient.builder()
                .baseUrl(StringUtils.trimTrailingCharacter(url.toString(), '/') + "/control")
                .requestFactory(requests)
                .defaultHeaders(headers -> {
                    if (StringUtils.hasText(properties.username())) {
                        headers.setBasicAuth(properties.username(), String.valueOf(properties.password()));
                    }
                })
                .build();
    }

    /** {@return the persistent clients, each as it is stored} */
    JsonNode clients() {
        return call(http.get().uri("/clients")).path("clients");
    }

    /** Stores a whole client: what it leaves out is reset. */
    void update(String name, JsonNode client) {
        byte[] body = json.writeValueAsBytes(Map.of("name", name, "data", client));
        // Exactly this content type: AdGuard Home takes none with a charset.
        call(http.post()
                .uri("/clients/update")
                .contentType(MediaType.APPLICATION_JSON)
                .body(body));
    }

    private JsonNode call(RestClient.RequestHeadersSpec<?> request) {
        try {
            return request.exchangeForRequiredValue((sent, answer) -> read(answer));
        } catch (ResourceAccessException e) {
            throw new GateException("AdGuard Home at " + url + " does not answer", e);
        }
    }

    private JsonNode read(ClientHttpResponse answer) throws IOException {
        int status = answer.getStatusCode().value();
        String text = new String(answer.getBody().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (status == 401 || status == 403) {
            throw new GateException("AdGuard Home at " + url + " refused the login with " + status
                    + ". After five wrong ones it refuses even the right one for 15 minutes.");
        }
        if (status != 200) {
            String said = text.substring(0, Math.min(text.length(), LONGEST_MESSAGE));
            throw new GateException("AdGuard Home answered " + status + (said.isEmpty() ? "" : ": " + said));
        }
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw new GateException("AdGuard Home at " + url + " answered something else than JSON", e);
        }
    }
}
