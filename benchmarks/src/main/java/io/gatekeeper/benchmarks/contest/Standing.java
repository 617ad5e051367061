package io.gatekeeper.benchmarks.contest;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How a contender did in all rounds, beside the first one.
 *
 * @param name what the report calls it
 * @param rate median of how many a second
 * @param ratio median of its rate over that of the first one in the same round
 * @param lowRatio first quartile of that
 * @param highRatio third quartile of that
 * @param slowMicros median of what all but one in a hundred took at most
 * @param walBytes median of what each wrote to the server's log
 * @param cpuMicros median of the processor time that each took in the JVM
 * @param allocatedBytes median of what each allocated
 */
public record Standing(
        String name,
        double rate,
        double ratio,
        double lowRatio,
        double highRatio,
        double slowMicros,
        double walBytes,
        double cpuMicros,
        double allocatedBytes) {

    static Standing of(String name, List<Slice> own, List<Slice> base) {
        double[] ratios = IntStream.range(0, own.size())
                .mapToDouble(round -> own.get(round).rate() / base.get(round).rate())
                .sorted()
                .toArray();
        return new Standing(
                name,
                median(own.stream().mapToDouble(Slice::rate).sorted().toArray()),
                median(ratios),
                quantile(ratios, 0.25),
                quantile(ratios, 0.75),
                median(own.stream().mapToDouble(Slice::slowMicros).sorted().toArray()),
                median(own.stream().mapToDouble(Slice::walBytes).sorted().toArray()),
                median(own.stream().mapToDouble(Slice::cpuMicros).sorted().toArray()),
                median(own.stream().mapToDouble(Slice::allocatedBytes).sorted().toArray()));
    }

    private static double median(double[] sorted) {
        return quantile(sorted, 0.5);
    }

    private static double quantile(double[] sorted, double part) {
        double place = part * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
