package io.gatekeeper.benchmarks.faults.check;

import java.util.ArrayList;
import java.util.List;

/**
 * What is not as it must be.
 *
 * @param lost acknowledged, and not stored: a viewing, or its end
 * @param doubled stored more than once, or without having been asked for
 * @param wrong stored though it failed, ended though nobody ended it, or answered wrongly
 */
public record Findings(List<String> lost, List<String> doubled, List<String> wrong) {

    private static final int EXAMPLES = 3;

    Findings() {
        this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    public boolean isEmpty() {
        return lost.isEmpty() && doubled.isEmpty() && wrong.isEmpty();
    }

    /** {@return a few of each} */
    public List<String> examples() {
        List<String> examples = new ArrayList<>();
        lost.stream().limit(EXAMPLES).map("lost: "::concat).forEach(examples::add);
        doubled.stream().limit(EXAMPLES).map("doubled: "::concat).forEach(examples::add);
        wrong.stream().limit(EXAMPLES).map("wrong: "::concat).forEach(examples::add);
        return examples;
    }
}
