package io.gatekeeper.benchmarks.contenders;

import io.gatekeeper.benchmarks.contest.Contender;
import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** A contender that works on users made for each slice, some for every client, a number of times on each. */
final class Supply implements Contender {

    private final String name;
    private final int usersInAll;
    private final int timesEach;
    private final Consumer<List<String>> make;
    private final Work work;

    private int slice;
    private int usersEach;
    private AtomicIntegerArray done = new AtomicIntegerArray(0);

    /**
     * Creates it.
     *
     * @param usersInAll how many users there are in a slice
     * @param timesEach how often the work is done on each
     * @param make gives the users their history
     */
    Supply(String name, int usersInAll, int timesEach, Consumer<List<String>> make, Work work) {
        this.name = name;
        this.usersInAll = usersInAll;
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
        usersEach = Math.max(1, usersInAll / clients);
        done = new AtomicIntegerArray(clients);
        make.accept(IntStream.range(0, clients * usersEach)
                .mapToObj(number -> user(number / usersEach, number % usersEach))
                .toList());
    }

    @Override
    public boolean run(int client) {
        int number = done.getAndIncrement(client);
        if (number >= usersEach * timesEach) {
            return false;
        }
        work.run(user(client, number / timesEach), number % timesEach);
        return true;
    }

    private String user(int client, int number) {
        return name + '/' + slice + '/' + client + '/' + number;
    }

    /** What is done. */
    @FunctionalInterface
    interface Work {

        void run(String user, int time);
    }
}
