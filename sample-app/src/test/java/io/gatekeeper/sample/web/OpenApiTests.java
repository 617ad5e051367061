package io.gatekeeper.sample.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester.MockMvcRequestBuilder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of the API is written by hand, and says what is there: no more, no less, nothing else. */
@TestPropertySource(
        properties = {
            "sample.household.children=mia",
            "sample.household.devices.tv=TV",
            "sample.household.services.youtube=YouTube",
            "sample.household.quick-actions.Fun.services=youtube"
        })
class OpenApiTests extends ApiTest {

    private static final String VIEWING = """
            {"user_name":"mia","client_id":"tv","service_id":"youtube","minutes":30}""";

    private final JsonNode api = api();

    @Autowired
    private JsonMapper json;

    @BeforeEach
    void onATuesday() {
        at("2026-03-17T10:00:00Z");
        put("{\"youtube\":{\"TUESDAY\":60}}", "/limits?user=mia").exchange();
        start(VIEWING).exchange();
        at("2026-03-17T10:10:00Z");
    }

    @Test
    void everyMappingIsDescribedAndNothingElse(
            @Autowired @Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        Set<String> mapped = new TreeSet<>();
        mappings.getHandlerMethods().keySet().stream()
                .filter(mapping -> mapping.getPatternValues().iterator().next().startsWith("/api/"))
                .forEach(mapping -> mapping.getMethodsCondition()
                        .getMethods()
                        .forEach(method -> mapped.add(method + " "
                                + mapping.getPatternValues().iterator().next())));

        Set<String> described = new TreeSet<>();
        api.path("paths")
                .forEachEntry((path, methods) -> methods.propertyNames()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        assertThat(described).isEqualTo(mapped);
    }

    @Test
    void everyAnswerHasTheFieldsThatAreDescribed() {
        List<String> requests = List.of(
                "/household",
                "/today",
                "/day",
                "/viewings?user=mia&from=2026-03-17&to=2026-03-17",
                "/viewings/open",
                "/usage?user=mia&from=2026-03-17&to=2026-03-17",
                "/viewing-time?user=mia",
                "/limits?user=mia",
                "/limits/today?user=mia&service=youtube",
                "/users",
                "/devices?user=mia");

        requests.forEach(request -> assertDescribed(request.replaceFirst("\\?.*", ""), "get", "200", get(request)));
    }

    @Test
    void everyAnswerToAChangeHasTheFieldsThatAreDescribed() {
        assertDescribed("/viewings", "post", "201", start(VIEWING));
        assertDescribed("/viewings/extend", "post", "200", extend(VIEWING));
        assertDescribed("/viewings/close", "post", "200", close(VIEWING.replace(",\"minutes\":30", "")));
        at("2026-03-17T10:20:00Z");
        start(VIEWING).exchange();
        assertDescribed("/viewings/block", "post", "200", block("{\"client_id\":\"tv\"}"));
        assertDescribed("/users/move", "post", "200", post("/users/move", "{\"from\":\"mia\",\"to\":\"ben\"}"));
        assertDescribed("/users/move", "post", "200", post("/users/move", "{\"from\":\"ben\",\"to\":\"mia\"}"));
        String start =
                "{\"user_name\":\"mia\",\"client_id\":\"tv\",\"service_id\":\"youtube\",\"started_at\":\"2026-03-17T10:20:00Z\"";
        assertDescribed(
                "/viewings/end", "post", "200", change("/end", start + ",\"ended_at\":\"2026-03-17T10:20:00Z\"}"));
        assertThat(change("/delete", start + "}")).hasStatus(204);
        assertDescribed(
                "/devices/move",
                "post",
                "200",
                post("/devices/move", "{\"user_name\":\"mia\",\"from\":\"tv\",\"to\":\"pc\"}"));
        assertDescribed("/users/delete", "post", "200", post("/users/delete", "{\"user_name\":\"mia\"}"));
        assertDescribed("/limits", "put", "200", put("{\"youtube\":{\"MONDAY\":1}}", "/limits?user=mia"));
    }

    @Test
    void everyFieldOfARequestIsDescribed() {
        for (String request : List.of("Start", "Close", "Extend", "Block", "End", "Delete")) {
            assertThat(components(ViewingRequest.class)).as(request).containsAll(fields(request));
        }
        assertThat(fields("Start")).containsExactlyInAnyOrder(components(ViewingRequest.class));
        assertThat(fields("MoveDevice")).containsExactlyInAnyOrder(components(UserController.Move.class));
        assertThat(fields("DeleteUser")).containsExactlyInAnyOrder(components(UserController.Delete.class));
    }

    private void assertDescribed(String path, String method, String status, MockMvcRequestBuilder request) {
        var answer = request.exchange();
        assertThat(answer).as(path).hasStatus(Integer.parseInt(status));
        JsonNode described = resolved(api.path("paths")
                .path("/api/v1" + path)
                .path(method)
                .path("responses")
                .path(status));
        JsonNode schema = described.path("content").path("application/json").path("schema");
        assertThat(schema.isMissingNode()).as(path + " is described").isFalse();
        assertDescribed(path, json.readTree(answer.getResponse().getContentAsByteArray()), resolved(schema));
    }

    /** The same fields, and of each a type that is described, all the way down. */
    private void assertDescribed(String where, JsonNode value, JsonNode schema) {
        JsonNode types = schema.path("type");
        if (!types.isMissingNode()) {
            assertThat(types.toString()).as(where + " is " + value).contains("\"" + type(value) + "\"");
        }
        if (value.isArray()) {
            assertThat(value.isEmpty()).as(where + " has something to compare").isFalse();
            value.forEach(item -> assertDescribed(where + "[]", item, resolved(schema.path("items"))));
        } else if (schema.has("properties")) {
            assertThat(value.propertyNames())
                    .as(where)
                    .containsExactlyInAnyOrderElementsOf(
                            schema.path("properties").propertyNames());
            value.forEachEntry((name, field) -> assertDescribed(
                    where + "." + name,
                    field,
                    resolved(schema.path("properties").path(name))));
        } else if (value.isObject()) {
            value.forEachEntry((name, field) ->
                    assertDescribed(where + "." + name, field, resolved(schema.path("additionalProperties"))));
        }
    }

    private static String type(JsonNode value) {
        return value.isNull()
                ? "null"
                : value.isIntegralNumber()
                        ? "integer"
                        : value.isBoolean()
                                ? "boolean"
                                : value.isString() ? "string" : value.isArray() ? "array" : "object";
    }

    private JsonNode resolved(JsonNode node) {
        Deque<JsonNode> chain = new ArrayDeque<>();
        chain.push(node);
        while (chain.element().has("$ref")) {
            String reference = chain.element().path("$ref").stringValue();
            JsonNode target = api.at(reference.substring(1));
            assertThat(target.isMissingNode()).as(reference).isFalse();
            chain.push(target);
        }
        return chain.element();
    }

    private Set<String> fields(String schema) {
        return new TreeSet<>(
                api.at("/components/schemas/" + schema + "/properties").propertyNames());
    }

    private static String[] components(Class<?> type) {
        return Arrays.stream(type.getRecordComponents())
                .map(component ->
                        component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT))
                .toArray(String[]::new);
    }

    private static JsonNode api() {
        try (var yaml = new ClassPathResource("META-INF/resources/openapi.yaml").getInputStream()) {
            return new JsonMapper().valueToTree(new Yaml().load(yaml));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
