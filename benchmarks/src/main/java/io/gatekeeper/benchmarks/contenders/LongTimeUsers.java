package io.gatekeeper.benchmarks.contenders;

import java.util.List;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;

/** One user for every client, with 100,000 viewings behind each, who go on from day to day. */
final class LongTimeUsers {

    private static final int COUNT = 64;

    private static final int EARLIER = 100_000;

    private final List<String> names;
    private final AtomicIntegerArray numbers = new AtomicIntegerArray(COUNT);

    LongTimeUsers(String name, Histories histories) {
        this.names = IntStream.range(0, COUNT).mapToObj(number -> name + number).toList();
        names.forEach(user -> histories.before(List.of(user), EARLIER));
    }

    String of(int client) {
        return names.get(client);
    }

    int next(int client) {
        return numbers.getAndIncrement(client);
    }
}
