package io.gatekeeper.benchmarks.contest;

import java.util.ArrayList;
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

    /** Runs all rounds; those that warm up do not count. */
    public List<Standing> run(int warmUps, int rounds) {
        List<List<Slice>> measured = contenders.stream()
                .<List<Slice>>map(contender -> new ArrayList<>())
                .toList();
        for (int round = -warmUps; round < rounds; round++) {
            for (int place = 0; place < contenders.size(); place++) {
                Slice slice = slices.run(contenders.get(place));
                if (round >= 0) {
                    measured.get(place).add(slice);
                }
            }
        }
        return IntStream.range(0, contenders.size())
                .mapToObj(place -> Standing.of(contenders.get(place).name(), measured.get(place), measured.get(0)))
                .toList();
    }
}
