package io.gatekeeper.benchmarks;

import io.gatekeeper.benchmarks.contenders.Application;
import io.gatekeeper.benchmarks.contenders.Capacity;
import io.gatekeeper.benchmarks.contenders.Contenders;
import io.gatekeeper.benchmarks.contenders.Startup;
import io.gatekeeper.benchmarks.contenders.Sweeps;
import io.gatekeeper.benchmarks.contest.Contender;
import io.gatekeeper.benchmarks.contest.Contest;
import io.gatekeeper.benchmarks.contest.Slices;
import io.gatekeeper.benchmarks.faults.Faults;
import io.gatekeeper.benchmarks.rivals.Rivals;
import io.gatekeeper.benchmarks.server.DurableServer;
import io.gatekeeper.benchmarks.server.RoundTrips;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** Measures everything, in the order of the report, on a server of its own. */
public final class Benchmarks {

    private static final int MANY = 16;
    private static final int CROWD = 64;
    private static final double MEGABYTE = 1_000_000;
    private static final int FIRST_JAVA_WITH_VIRTUAL_THREADS = 21;

    /** After five executions, the driver and the server have prepared a statement for good. */
    private static final int UNTIL_PREPARED = 12;

    private final Effort effort;
    private final Report report;
    private final DurableServer server;
    private final Application application;

    private Benchmarks(Effort effort, Report report, DurableServer server, Application application) {
        this.effort = effort;
        this.report = report;
        this.server = server;
        this.application = application;
    }

    public static void main(String[] arguments) throws Exception {
        List<String> given = List.of(arguments);
        if (given.contains("faults")) {
            List<String> others = given.stream()
                    .filter(argument -> !argument.equals("faults"))
                    .toList();
            System.exit(Faults.run(others, System.out) ? 0 : 1);
        }
        Report report = new Report(System.out);
        Effort effort = Effort.of(given);
        try (DurableServer server = server(effort);
                Application application = Application.start(server.port(), MANY)) {
            report.paragraph("Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors; PostgreSQL: " + server.settings());
            new Benchmarks(effort, report, server, application).run();
        }
    }

    private static DurableServer server(Effort effort) throws IOException {
        return effort.port().isPresent() ? DurableServer.running(effort.port().get()) : DurableServer.start();
    }

    private void run() throws IOException {
        Contenders contenders = new Contenders(application);
        contests("append", contenders::appends);
        contests("close", contenders::closes);
        contests("read", contenders::reads);
        contests("batch", contenders::batches);
        if (effort.includes("years")) {
            contest("years in one document", 1, false, contenders::wholeDocuments);
        }
        if (effort.includes("rivals")) {
            rivals();
        }
        if (effort.includes("sweeps")) {
            sweeps();
        }
        if (effort.includes("capacity")) {
            capacity();
        }
        if (effort.includes("trips")) {
            roundTrips();
        }
        if (effort.includes("startup")) {
            report.heading("start-up");
            report.line(
                    "Milliseconds by which the start with the gatekeeper was slower: %s%n",
                    new Startup(server.port()).differences(effort.rounds()));
        }
        if (effort.includes("pure")) {
            report.heading("pure code");
            report.pureCode(PureCode.run(effort));
        }
    }

    private void contests(String part, Supplier<List<Contender>> contenders) {
        if (effort.includes(part)) {
            contest(part, 1, false, contenders);
            contest(part, MANY, false, contenders);
            if (Runtime.version().feature() >= FIRST_JAVA_WITH_VIRTUAL_THREADS) {
                contest(part, CROWD, true, contenders);
            }
        }
    }

    private void contest(String title, int clients, boolean virtual, Supplier<List<Contender>> contenders) {
        SimpleAsyncTaskExecutor threads = new SimpleAsyncTaskExecutor("client-");
        threads.setVirtualThreads(virtual);
        Slices slices = new Slices(threads, clients, effort.slice(), application::walPosition);
        report.heading(title + ", " + clients + (virtual ? " virtual threads" : clients == 1 ? " client" : " clients"));
        report.standings(new Contest(contenders.get(), slices).run(effort.warmUp(), effort.rounds()));
    }

    private void rivals() {
        try (Rivals rivals = new Rivals(application)) {
            rivals.prepare();
            report.heading("rivals: megabytes of tables and indexes");
            rivals.disk()
                    .forEach((name, bytes) ->
                            report.line("- %s: %.1f + %.1f", name, bytes.get(0) / MEGABYTE, bytes.get(1) / MEGABYTE));
            report.paragraph("");
            rivals.contests().forEach((title, contenders) -> {
                contest("rivals: " + title, 1, false, () -> contenders);
                contest("rivals: " + title, MANY, false, () -> contenders);
            });
        }
    }

    /** Ten records for each open one, and ten times as many of both. */
    private void sweeps() {
        Sweeps sweeps = new Sweeps(application);
        for (int open = effort.sweptUsers() / 100; open <= effort.sweptUsers() / 10; open *= 10) {
            report.heading("sweeps: %,d users, %,d open viewings".formatted(open * 10, open));
            sweeps.over(open * 10, open, (name, duration) -> report.line("- %s: %,d ms", name, duration.toMillis()));
            report.paragraph("");
        }
    }

    private void capacity() {
        ExecutorService clients = Executors.newFixedThreadPool(MANY);
        report.heading("capacity: %,d users, %,d days".formatted(effort.livingUsers(), effort.days()));
        new Capacity(application, clients)
                .of(effort.livingUsers(), effort.days())
                .forEach((name, figure) -> report.line("- %s: %,.3f", name, figure));
        report.paragraph("");
        clients.shutdown();
    }

    private void roundTrips() throws IOException {
        try (RoundTrips proxy = new RoundTrips(server.port());
                Application watched = Application.start(proxy.port(), 1)) {
            report.heading("round trips");
            for (Contender contender : new Contenders(watched).singles()) {
                contender.prepare(1);
                for (int time = 0; time < UNTIL_PREPARED; time++) {
                    contender.run(0);
                }
                report.line("- %s: %d", contender.name(), proxy.of(() -> contender.run(0)));
            }
            report.paragraph("");
        }
    }
}
