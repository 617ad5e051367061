package io.gatekeeper.benchmarks;

import io.gatekeeper.benchmarks.contenders.Application;
import io.gatekeeper.benchmarks.contenders.Contenders;
import io.gatekeeper.benchmarks.contest.Contender;
import io.gatekeeper.benchmarks.contest.Contest;
import io.gatekeeper.benchmarks.contest.Slices;
import io.gatekeeper.benchmarks.server.DurableServer;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** Measures everything, in the order of the report, on a server of its own. */
public final class Benchmarks {

    private static final int MANY = 16;

    private final Effort effort;
    private final Report report;
    private final Application application;

    private Benchmarks(Effort effort, Report report, Application application) {
        this.effort = effort;
        this.report = report;
        this.application = application;
    }

    public static void main(String[] arguments) throws IOException {
        Report report = new Report(System.out);
        try (DurableServer server = DurableServer.start();
                Application application = Application.start(server.port(), MANY)) {
            report.paragraph("Java " + Runtime.version() + ", "
                    + Runtime.getRuntime().availableProcessors() + " processors; PostgreSQL: " + server.settings());
            new Benchmarks(Effort.of(List.of(arguments)), report, application).run();
        }
    }

    private void run() {
        Contenders contenders = new Contenders(application);
        contest("append", contenders::appends);
        contest("close", contenders::closes);
        contest("read", contenders::reads);
        contest("batch", contenders::batches);
    }

    private void contest(String part, Supplier<List<Contender>> contenders) {
        if (effort.includes(part)) {
            contest(part, 1, contenders);
            contest(part, MANY, contenders);
        }
    }

    private void contest(String part, int clients, Supplier<List<Contender>> contenders) {
        ExecutorService threads = Executors.newFixedThreadPool(clients);
        try {
            Slices slices = new Slices(threads, clients, effort.slice(), application::walPosition);
            report.heading(part + ", " + clients + (clients == 1 ? " client" : " clients"));
            report.standings(new Contest(contenders.get(), slices).run(effort.warmUps(), effort.rounds()));
        } finally {
            threads.shutdown();
        }
    }
}
