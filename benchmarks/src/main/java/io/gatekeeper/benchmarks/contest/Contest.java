package io.gatekeeper.benchmarks.contest;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Contenders that take turns in short slices, so that whatever else the machine is doing meets all of them alike. What
 * counts is the ratio to the first one in the same round.
 */
public final class Contest {

    private final List<Contender> contenders;
    private final Slices slices;

    public Contest(List<Contender> contenders, Slices slices) {
        this.contenders = contenders;
        this.slices = slices;
    }

    /**
     * Runs all rounds.
     *
     * @param warmUp how long to run rounds that do not count
     * @param rounds how many do
     */
    public List<Standing> run(Duration warmUp, int rounds) {
        long warm = System.nanoTime() + warmUp.toNanos();
        do {
            round();
        } while (System.nanoTime() - warm < 0);
        List<List<Slice>> measured =
                IntStream.range(0, rounds).mapToObj(number -> round()).toList();
        return IntStream.range(0, contenders.size())
                .mapToObj(place -> Standing.of(contenders.get(place).name(), of(place, measured), of(0, measured)))
                .toList();
    }

    private List<Slice> round() {
        return contenders.stream().map(slices::run).toList();
    }

    private static List<Slice> of(int place, List<List<Slice>> rounds) {
        return rounds.stream().map(round -> round.get(place)).toList();
    }
}
