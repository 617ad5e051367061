package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.benchmarks.contest.Contender;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * A contender that works on users made for each slice, a number of times on each. Clients share the work, so that they
 * end together; and they go from user to user within a neighbourhood, so that they do not meet, and that all of a day is
 * seen in a slice that ends early.
 */
public final class Supply implements Contender {

    private static final int NEIGHBOURHOOD = 64;

    private final String name;
    private final int users;
    private final int timesEach;
    private final Consumer<List<String>> make;
    private final Work work;

    private final AtomicInteger done = new AtomicInteger();

    private int slice;

    /**
     * Creates it.
     *
     * @param users how many users there are in a slice: fewer than a neighbourhood, or a multiple of it
     * @param timesEach how often the work is done on each
     * @param make gives the users their history
     */
    public Supply(String name, int users, int timesEach, Consumer<List<String>> make, Work work) {
        this.name = name;
        this.users = users;
        this.timesEach = timesEach;
        this.make = make;
        this.work = work;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void prepare(int clients) {
        slice++;
        done.set(0);
        make.accept(IntStream.range(0, users).mapToObj(this::user).toList());
    }

    @Override
    public boolean run(int client) {
        int number = done.getAndIncrement();
        if (number >= users * timesEach) {
            return false;
        }
        int together = Math.min(users, NEIGHBOURHOOD);
        int neighbourhood = number / (together * timesEach);
        int inside = number % (together * timesEach);
        work.run(user(neighbourhood * together + inside % together), inside / together);
        return true;
    }

    private String user(int number) {
        return name + '/' + slice + '/' + number;
    }

    /** What is done. */
    @FunctionalInterface
    public interface Work {

        void run(String user, int time);
    }
}
