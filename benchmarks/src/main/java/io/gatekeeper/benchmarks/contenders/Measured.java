package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.benchmarks.contest.Contender;
import java.util.function.IntConsumer;

/** A contender that needs no preparation and never runs out of work. */
public final class Measured implements Contender {

    private final String name;
    private final int perRun;
    private final IntConsumer work;

    private Measured(String name, int perRun, IntConsumer work) {
        this.name = name;
        this.perRun = perRun;
        this.work = work;
    }

    public static Contender of(String name, IntConsumer work) {
        return new Measured(name, 1, work);
    }

    static Contender batchOf(int size, String name, IntConsumer work) {
        return new Measured(name, size, work);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int perRun() {
        return perRun;
    }

    @Override
    public boolean run(int client) {
        work.accept(client);
        return true;
    }
}
