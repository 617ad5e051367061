package io.gatekeeper.benchmarks.contest;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import java.util.stream.LongStream;
import org.springframework.core.task.AsyncTaskExecutor;

/** Runs slices with a number of clients at once, each in a thread of its own. */
public final class Slices {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final AsyncTaskExecutor threads;
    private final int clients;
    private final Duration length;
    private final LongSupplier walPosition;

    /**
     * Creates them.
     *
     * @param walPosition tells how much the server has written to its log
     */
    public Slices(AsyncTaskExecutor threads, int clients, Duration length, LongSupplier walPosition) {
        this.threads = threads;
        this.clients = clients;
        this.length = length;
        this.walPosition = walPosition;
    }

    Slice run(Contender contender) {
        contender.prepare(clients);
        long walBefore = walPosition.getAsLong();
        long cpuBefore = MACHINE.getProcessCpuTime();
        List<Turn> turns = runTurns(contender);
        double cpuMicros = (MACHINE.getProcessCpuTime() - cpuBefore) / 1e3;
        long wal = walPosition.getAsLong() - walBefore;
        long done = turns.stream().mapToLong(Turn::done).sum() * contender.perRun();
        long allocated = turns.stream().mapToLong(Turn::allocated).sum();
        long start = turns.stream().mapToLong(Turn::start).min().orElseThrow();
        long end = turns.stream().mapToLong(Turn::end).max().orElseThrow();
        double rate = done * 1e9 / (end - start);
        return new Slice(rate, slowMicros(turns), (double) wal / done, cpuMicros / done, (double) allocated / done);
    }

    private static double slowMicros(List<Turn> turns) {
        long[] nanos = turns.stream()
                .flatMapToLong(turn -> turn.nanos().build())
                .sorted()
                .toArray();
        return nanos.length == 0 ? 0 : nanos[(int) (0.99 * (nanos.length - 1))] / 1e3;
    }

    private List<Turn> runTurns(Contender contender) {
        List<Future<Turn>> running = new ArrayList<>();
        long deadline = System.nanoTime() + length.toNanos();
        for (int client = 0; client < clients; client++) {
            int number = client;
            running.add(threads.submit(() -> turn(contender, number, deadline)));
        }
        List<Turn> turns = new ArrayList<>();
        for (Future<Turn> turn : running) {
            turns.add(resultOf(turn));
        }
        return turns;
    }

    private static Turn turn(Contender contender, int client, long deadline) {
        long allocatedBefore = THREADS.getCurrentThreadAllocatedBytes();
        long start = System.nanoTime();
        long now = start;
        long done = 0;
        LongStream.Builder nanos = LongStream.builder();
        while (now - deadline < 0 && contender.run(client)) {
            done++;
            long before = now;
            now = System.nanoTime();
            nanos.add(now - before);
        }
        return new Turn(
                done, start, now, nanos, Math.max(0, THREADS.getCurrentThreadAllocatedBytes() - allocatedBefore));
    }

    private static Turn resultOf(Future<Turn> turn) {
        try {
            return turn.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a contender failed", e.getCause());
        }
    }

    /**
     * What one client did.
     *
     * @param start when it began, in nanoseconds
     * @param end when it had done the last one
     * @param nanos how long each took
     */
    private record Turn(long done, long start, long end, LongStream.Builder nanos, long allocated) {}
}
