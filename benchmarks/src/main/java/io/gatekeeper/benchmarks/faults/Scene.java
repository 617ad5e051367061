package io.gatekeeper.benchmarks.faults;

import io.gatekeeper.benchmarks.faults.check.Checker;
import io.gatekeeper.benchmarks.faults.check.Waiting;
import io.gatekeeper.benchmarks.faults.history.Call;
import io.gatekeeper.benchmarks.faults.load.Breakage;
import io.gatekeeper.benchmarks.faults.load.Load;
import io.gatekeeper.db.servers.PostgresServer;
import io.gatekeeper.db.servers.ReplicatedServer;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.FileSystemUtils;

/** Where a fault takes place: servers, the processes that call, and the time there is. */
final class Scene implements Closeable {

    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "full_page_writes", "on");

    private final Path folder;
    private final Duration time;
    private final Map<String, String> properties = new TreeMap<>(Limits.PROPERTIES);
    private final Deque<Closeable> things = new ArrayDeque<>();
    private final List<Load> loads = new ArrayList<>();
    private int threads = 4;
    private Breakage breakage = Breakage.NONE;
    private boolean unknownExpected;
    private @Nullable DataSource stage;
    private @Nullable Instant healed;

    Scene(Path folder, Duration time) {
        this.folder = folder;
        this.time = time;
        properties.put("gatekeeper.db.schema", "gatekeeper");
        properties.put("gatekeeper.db.database", "postgres");
        properties.put("gatekeeper.db.username", "postgres");
        properties.put("gatekeeper.db.host", "localhost");
        properties.put("spring.main.banner-mode", "off");
        properties.put("logging.level.root", "off");
    }

    Path folder() {
        return folder;
    }

    Duration time() {
        return time;
    }

    /** Sets a property of the callers' applications. */
    Scene with(String property, Object value) {
        properties.put(property, value.toString());
        return this;
    }

    Scene threads(int threads) {
        this.threads = threads;
        return this;
    }

    Scene broken(Breakage breakage) {
        this.breakage = breakage;
        return this;
    }

    /** Says that a run in which every caller knows the outcome of every call proves nothing. */
    Scene expectingUnknown() {
        unknownExpected = true;
        return this;
    }

    PostgresServer server(String... settings) throws IOException {
        PostgresServer server = closing(PostgresServer.start(folder.resolve("server"), durable(settings)));
        stage = server.dataSource();
        return server;
    }

    ReplicatedServer replicatedServer(String... settings) throws IOException {
        ReplicatedServer server = closing(ReplicatedServer.start(folder, durable(settings)));
        stage = server.primary().dataSource();
        return server;
    }

    /** What is checked at the end stands on this one. */
    void moveTo(DataSource server) {
        stage = server;
    }

    JdbcClient jdbc() {
        return JdbcClient.create(stage());
    }

    DataSource stage() {
        if (stage == null) {
            throw new IllegalStateException("There is no server");
        }
        return stage;
    }

    <T extends Closeable> T closing(T thing) {
        things.push(thing);
        return thing;
    }

    /** Starts the processes that call. */
    List<Load> load(int port) throws IOException {
        return load(port, Map.of());
    }

    /**
     * Starts the processes that call.
     *
     * @param second properties of the second one alone
     */
    List<Load> load(int port, Map<String, String> second) throws IOException {
        properties.put("gatekeeper.db.port", Integer.toString(port));
        Map<String, String> others = new HashMap<>(properties);
        others.putAll(second);
        loads.add(closing(Load.start(new Load.Plan("one", folder, threads, breakage), properties)));
        // The first to come creates the schema; together they would wait for each other.
        loads.get(0).awaitReady();
        loads.add(closing(Load.start(new Load.Plan("two", folder, threads, breakage), others)));
        loads.get(1).awaitReady();
        for (Load load : loads) {
            load.begin();
        }
        return List.copyOf(loads);
    }

    /** Lets some of the time pass. */
    void pause(double part) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep((long) (time.toMillis() * part));
    }

    /** Breaks something for two fifths of the time. */
    void breakAndHeal(Step breaking, Step healing) throws Exception {
        pause(0.2);
        breaking.take();
        pause(0.4);
        healing.take();
        healed();
        pause(0.4);
    }

    /** Breaks something that heals at once, at even distances. */
    void repeat(int times, Step step) throws Exception {
        for (int time = 0; time < times; time++) {
            pause(1.0 / (times + 1));
            step.take();
            healed();
        }
        pause(1.0 / (times + 1));
    }

    /** Lets a moment pass. */
    void breathe() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(20);
    }

    /** Changes a setting of the server while it runs. */
    void configure(String setting, String value) throws SQLException {
        try (Connection connection = stage().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set session characteristics as transaction read write");
            statement.execute("alter system set " + setting + " = " + value);
            statement.execute("select pg_reload_conf()");
        }
    }

    void healed() {
        healed = Instant.now();
    }

    /** Ends the load, and looks at what is there. */
    Verdict end() throws IOException {
        for (Load load : loads) {
            load.end();
        }
        Map<Load, List<Call>> histories = new HashMap<>();
        for (Load load : loads) {
            histories.put(load, load.calls().toList());
        }
        List<Call> calls = histories.values().stream().flatMap(List::stream).toList();
        List<List<Call>> ofSurvivors = loads.stream()
                .filter(load -> !load.wasKilled())
                .map(load -> histories.getOrDefault(load, List.of()))
                .toList();
        return new Verdict(
                calls,
                Checker.check(calls, stage()),
                Waiting.of(calls, ofSurvivors, Optional.ofNullable(healed)),
                healed != null,
                unknownExpected);
    }

    @Override
    public void close() throws IOException {
        for (Closeable thing : things) {
            thing.close();
        }
    }

    /** Removes what is left of it. */
    void remove() throws IOException {
        FileSystemUtils.deleteRecursively(folder);
    }

    static Path newFolder() throws IOException {
        return Files.createTempDirectory("faults");
    }

    /** What is done to something. */
    @FunctionalInterface
    interface Step {

        void take() throws Exception;
    }

    private static Map<String, String> durable(String... settings) {
        Map<String, String> all = new HashMap<>(DURABLE);
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return all;
    }
}
