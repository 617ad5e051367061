package io.gatekeeper.sample.gate;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** AdGuard Home as its API is documented and its handlers are written, as far as a gate has to do with it. */
public final class FakeAdGuard implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> SERVICES = Set.of("youtube", "tiktok", "netflix", "minecraft", "disneyplus");
    private static final int MAX_WRONG_LOGINS = 5;

    private final Map<String, ObjectNode> clients = new LinkedHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger wrongLogins = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;
    private volatile boolean isHanging;
    private volatile @Nullable String login;
    private volatile int refusedLogin = 401;

    public FakeAdGuard() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/control/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Adds a client in AdGuard Home's own words, with whatever else is in it. */
    public FakeAdGuard with(String json) {
        ObjectNode client = (ObjectNode) JSON.readTree(json);
        clients.put(client.path("name").stringValue(), client);
        return this;
    }

    /** Adds a client whose given services are blocked. */
    public FakeAdGuard with(String name, String id, String... blocked) {
        return with(JSON.writeValueAsString(Map.of("name", name, "ids", List.of(id), "blocked_services", blocked)));
    }

    /** Asks for a login from now on; one that is wrong gets this status: 403 up to 0.107.62, 401 from 0.107.65. */
    public void askFor(String user, String password, int status) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        login = "Basic " + Base64.getEncoder().encodeToString(both);
        refusedLogin = status;
    }

    public void failNext(int times) {
        failures.set(times);
    }

    public void hang() {
        isHanging = true;
    }

    public List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized JsonNode client(String name) {
        return Objects.requireNonNull(clients.get(name), name).deepCopy();
    }

    public List<String> blocked(String name) {
        return StreamSupport.stream(client(name).path("blocked_services").spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange call) throws IOException {
        String what =
                call.getRequestMethod() + " " + call.getRequestURI().getPath().substring("/control".length());
        String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        calls.add(what);
        if (isHanging) {
            awaitClose();
        } else if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            send(call, 502, "bad gateway");
        } else if (isRefused(call.getRequestHeaders().getFirst("Authorization"))) {
            send(call, refusedLogin, refusedLogin == 403 ? "Forbidden" : "");
        } else {
            serve(call, what, body);
        }
    }

    private boolean isRefused(@Nullable String authorization) {
        if (login == null) {
            return false;
        }
        boolean isLocked = refusedLogin == 401 && wrongLogins.get() >= MAX_WRONG_LOGINS;
        boolean isWrong = !String.valueOf(login).equals(authorization);
        if (isWrong) {
            wrongLogins.incrementAndGet();
        }
        return isWrong || isLocked;
    }

    private void serve(HttpExchange call, String what, String body) throws IOException {
        switch (what) {
            case "GET /clients" -> send(call, 200, all());
            case "POST /clients/update" -> {
                String type = call.getRequestHeaders().getFirst("Content-Type");
                if (!"application/json".equals(type)) {
                    send(call, 415, "only content-type application/json is allowed");
                } else {
                    String refusal = update(JSON.readTree(body));
                    send(call, refusal.isEmpty() ? 200 : 400, refusal);
                }
            }
            default -> send(call, 404, "404 page not found");
        }
    }

    private synchronized String all() {
        return clients.isEmpty()
                ? "{\"clients\":null,\"auto_clients\":null,\"supported_tags\":[]}"
                : JSON.writeValueAsString(Map.of("clients", clients.values(), "auto_clients", List.of()));
    }

    /** Takes the place of the whole client. */
    private synchronized String update(JsonNode change) {
        String name = change.path("name").asString("");
        if (!clients.containsKey(name)) {
            return "updating client: client \"" + name + "\" is not found";
        }
        for (JsonNode service : change.path("data").path("blocked_services")) {
            if (!SERVICES.contains(service.stringValue())) {
                return "invalid blocked services: validating blocked services: unknown blocked-service \""
                        + service.stringValue() + "\"";
            }
        }
        clients.put(name, (ObjectNode) change.path("data").deepCopy());
        return "";
    }

    private void awaitClose() {
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange call, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            call.getResponseBody().write(bytes);
        }
        call.close();
    }
}
