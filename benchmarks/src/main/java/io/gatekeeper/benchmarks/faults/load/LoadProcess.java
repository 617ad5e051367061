package io.gatekeeper.benchmarks.faults.load;

import io.gatekeeper.benchmarks.faults.history.Journal;
import io.gatekeeper.db.ViewRecordRepository;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** One of the processes: an application with the starter and callers. It calls until its standard input ends. */
final class LoadProcess {

    private LoadProcess() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Configuration.class)
                .web(WebApplicationType.NONE)
                .run(arguments)) {
            Load.Plan plan = Load.Plan.of(context.getEnvironment());
            Recorder recorder = plan.breakage()
                    .recorder(
                            context.getBean(ViewRecordRepository.class),
                            context.getBean(TransactionTemplate.class),
                            context.getBean(JdbcClient.class));
            Clock clock = context.getBean(Clock.class);
            recorder.warmUp(clock.instant());
            Stop stop = new Stop();
            System.out.println(Load.READY);
            if (System.in.read() >= 0) {
                try (Journal journal = new Journal(plan.journal())) {
                    List<Thread> callers = new ArrayList<>();
                    for (int i = 0; i < plan.threads(); i++) {
                        callers.add(new Thread(new Caller(recorder, journal, clock, stop, plan.name() + "-" + i)));
                    }
                    callers.forEach(Thread::start);
                    System.in.readAllBytes();
                    stop.ask();
                    for (Thread caller : callers) {
                        caller.join();
                    }
                }
            }
        }
        // What a broken recorder has still to do is not waited for.
        System.exit(0);
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Configuration {

        @Bean
        Clock clock(@Value("${load.skew:0s}") Duration skew) {
            return Clock.offset(Clock.systemUTC(), skew);
        }
    }
}
