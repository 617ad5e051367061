package io.gatekeeper.benchmarks;

import io.gatekeeper.benchmarks.contest.Standing;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.results.RunResult;

/** Prints tables that can be pasted into a page. */
final class Report {

    private final PrintStream out;

    Report(PrintStream out) {
        this.out = out;
    }

    void paragraph(String text) {
        out.println(text);
        out.println();
    }

    void heading(String text) {
        paragraph("## " + text);
    }

    void standings(List<Standing> standings) {
        out.println("| | a second | ratio | middle half | 99th in 100, µs | WAL bytes | CPU µs | allocated bytes |");
        out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
        standings.forEach(standing -> line(
                "| %s | %,.0f | %.2f | %.2f to %.2f | %,.0f | %,.0f | %,.0f | %,.0f |",
                standing.name(),
                standing.rate(),
                standing.ratio(),
                standing.lowRatio(),
                standing.highRatio(),
                standing.slowMicros(),
                standing.walBytes(),
                standing.cpuMicros(),
                standing.allocatedBytes()));
        out.println();
    }

    void pureCode(Collection<RunResult> results) {
        out.println("| | µs |");
        out.println("|---|--:|");
        results.forEach(result -> line(
                "| %s | %,.1f |",
                result.getPrimaryResult().getLabel(), result.getPrimaryResult().getScore()));
        out.println();
    }

    void line(String format, Object... values) {
        out.println(String.format(Locale.ROOT, format, values));
    }
}
