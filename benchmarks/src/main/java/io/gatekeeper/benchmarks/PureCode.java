package io.gatekeeper.benchmarks;

import io.gatekeeper.benchmarks.document.DocumentBenchmark;
import java.util.Collection;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** What takes no database: the document and the arithmetic of time, measured by JMH. */
final class PureCode {

    private static final int ITERATIONS = 5;

    private PureCode() {}

    static Collection<RunResult> run(Effort effort) {
        TimeValue time = TimeValue.milliseconds(effort.slice().toMillis());
        try {
            return new Runner(new OptionsBuilder()
                            .include(DocumentBenchmark.class.getName())
                            .mode(Mode.AverageTime)
                            .forks(1)
                            .warmupIterations(ITERATIONS)
                            .warmupTime(time)
                            .measurementIterations(ITERATIONS)
                            .measurementTime(time)
                            .verbosity(VerboseMode.SILENT)
                            .build())
                    .run();
        } catch (RunnerException e) {
            throw new IllegalStateException(e);
        }
    }
}
