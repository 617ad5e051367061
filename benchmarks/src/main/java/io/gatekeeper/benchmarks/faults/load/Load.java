package io.gatekeeper.benchmarks.faults.load;

import io.gatekeeper.benchmarks.faults.history.Call;
import io.gatekeeper.benchmarks.faults.history.Journal;
import io.gatekeeper.benchmarks.server.Jvm;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** One of the processes that call, as it is seen from here. */
public final class Load implements Closeable {

    static final String READY = "ready";

    /** What counts is what is stored, and not how fast. */
    private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

    private final Plan plan;
    private final Process process;
    private boolean killed;

    private Load(Plan plan, Process process) {
        this.plan = plan;
        this.process = process;
    }

    /**
     * Starts one.
     *
     * @param properties of its application
     */
    public static Load start(Plan plan, Map<String, String> properties) throws IOException {
        Map<String, String> all = new TreeMap<>(properties);
        all.putAll(plan.properties());
        List<String> arguments = all.entrySet().stream()
                .map(property -> "--" + property.getKey() + "=" + property.getValue())
                .toList();
        return new Load(
                plan,
                Jvm.running(LoadProcess.class, arguments, QUICK_START)
                        .redirectError(plan.log().toFile())
                        .start());
    }

    public void awaitReady() throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); !READY.equals(line); line = lines.readLine()) {
            if (line == null) {
                throw new IllegalStateException("A process has not come up: " + Files.readString(plan.log()));
            }
        }
    }

    public void begin() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
    }

    public void kill() {
        killed = true;
        process.destroyForcibly().onExit().join();
    }

    public boolean wasKilled() {
        return killed;
    }

    /** Lets its callers come to an end. */
    public void end() throws IOException {
        if (!killed) {
            process.getOutputStream().close();
        }
    }

    /** {@return what it has called} */
    public Stream<Call> calls() throws IOException {
        process.onExit().join();
        return Files.exists(plan.journal()) ? Journal.read(plan.journal()) : Stream.empty();
    }

    @Override
    public void close() {
        kill();
    }

    /** What a process does, and where it writes that down. */
    public record Plan(String name, Path folder, int threads, Breakage breakage) {

        static Plan of(Environment environment) {
            return new Plan(
                    environment.getRequiredProperty("load.name"),
                    Path.of(environment.getRequiredProperty("load.folder")),
                    environment.getRequiredProperty("load.threads", Integer.class),
                    environment.getRequiredProperty("load.breakage", Breakage.class));
        }

        Map<String, String> properties() {
            return Map.of(
                    "load.name", name,
                    "load.folder", folder.toString(),
                    "load.threads", Integer.toString(threads),
                    "load.breakage", breakage.name());
        }

        Path journal() {
            return folder.resolve(name + ".journal");
        }

        Path log() {
            return folder.resolve(name + ".log");
        }
    }
}
