package io.gatekeeper.benchmarks.faults.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file with two lines for each call, when it begins and when it ends. Each is written at once, so that a process that is
 * killed has said what it was about to do.
 */
public final class Journal implements AutoCloseable {

    private static final String BEGUN = "begun";
    private static final String ENDED = "ended";
    private static final String NONE = "-";

    private final AtomicLong calls = new AtomicLong();
    private final FileChannel file;

    public Journal(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** {@return the call's number} */
    public long begin(Operation operation, List<Key> keys, int attempt) {
        long number = calls.incrementAndGet();
        String about = keys.stream().map(Key::toString).collect(Collectors.joining(","));
        write(BEGUN, number, Key.micros(Instant.now()), operation, attempt, about);
        return number;
    }

    public void end(long number, Outcome outcome, String detail, @Nullable Instant end) {
        String ended = end == null ? NONE : Key.micros(end);
        write(ENDED, number, Key.micros(Instant.now()), outcome, ended, detail.isEmpty() ? NONE : detail);
    }

    /** Reads what a process has written, in the order in which its calls began. */
    public static Stream<Call> read(Path path) throws IOException {
        List<String[]> begun = new ArrayList<>();
        Map<String, String[]> ended = new HashMap<>();
        for (String line : Files.readAllLines(path)) {
            String[] fields = line.split("\t", -1);
            if (fields[0].equals(BEGUN)) {
                begun.add(fields);
            } else {
                ended.put(fields[1], fields);
            }
        }
        return begun.stream().map(fields -> call(fields, ended.get(fields[1])));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    private static Call call(String[] begun, String @Nullable [] ended) {
        return new Call(
                Operation.valueOf(begun[3]),
                Stream.of(begun[5].split(",")).map(Key::parse).toList(),
                Integer.parseInt(begun[4]),
                Key.instant(begun[2]),
                ended == null ? null : Key.instant(ended[2]),
                ended == null ? Outcome.UNKNOWN : Outcome.valueOf(ended[3]),
                ended == null ? "the caller was killed" : ended[5],
                ended == null || ended[4].equals(NONE) ? null : Key.instant(ended[4]));
    }

    private void write(Object... fields) {
        String line = Stream.of(fields).map(String::valueOf).collect(Collectors.joining("\t", "", "\n"));
        try {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
