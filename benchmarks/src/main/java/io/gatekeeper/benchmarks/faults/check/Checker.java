package io.gatekeeper.benchmarks.faults.check;

import io.gatekeeper.benchmarks.faults.history.Call;
import io.gatekeeper.benchmarks.faults.history.Key;
import io.gatekeeper.benchmarks.faults.history.Outcome;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** Looks at every viewing that was asked for, and at every one that is stored. */
public final class Checker {

    private final Map<Key, List<Call>> appends;
    private final Map<Key, List<Call>> closes;
    private final Map<Key, List<StoredViewing>> stored;
    private final Findings findings = new Findings();

    private Checker(Collection<Call> calls, Collection<StoredViewing> stored) {
        this.appends = byKey(calls, call -> call.operation().appends());
        this.closes = byKey(calls, call -> call.operation().closes());
        this.stored = stored.stream().collect(Collectors.groupingBy(StoredViewing::key));
        calls.stream()
                .filter(call -> call.outcome() == Outcome.WRONG)
                .forEach(call -> findings.wrong().add("the answer to " + call));
    }

    /** Checks what is stored now against what was called. */
    public static Findings check(Collection<Call> calls, DataSource database) {
        return new Checker(calls, StoredViewing.all(database)).check();
    }

    private Findings check() {
        appends.forEach(this::checkAppended);
        stored.forEach((key, copies) -> {
            if (copies.size() > 1 || !appends.containsKey(key)) {
                findings.doubled().add(key + ", stored " + copies.size() + " times");
            }
            checkEnd(key, copies.get(0), closes.getOrDefault(key, List.of()));
        });
        return findings;
    }

    private void checkAppended(Key key, List<Call> calls) {
        boolean isStored = stored.containsKey(key);
        if (!isStored && any(calls, Outcome.OK)) {
            findings.lost().add(key.toString());
        }
        if (isStored && calls.stream().allMatch(call -> call.outcome() == Outcome.FAIL)) {
            findings.wrong().add(key + " is stored, and all that its caller got was " + details(calls));
        }
    }

    private void checkEnd(Key key, StoredViewing viewing, List<Call> calls) {
        Instant ended = viewing.ended();
        Set<Instant> acknowledged =
                calls.stream().map(Call::end).filter(Objects::nonNull).collect(Collectors.toSet());
        if (ended == null) {
            if (any(calls, Outcome.OK)) {
                findings.lost().add("the end of " + key);
            }
        } else if (calls.stream().allMatch(call -> call.outcome() == Outcome.FAIL)) {
            findings.wrong().add(key + " has ended, and those who tried got " + details(calls));
        } else if (!Set.of(ended).containsAll(acknowledged)) {
            findings.wrong().add(key + " ended at " + ended + ", and callers were told " + acknowledged);
        }
    }

    private static boolean any(List<Call> calls, Outcome outcome) {
        return calls.stream().anyMatch(call -> call.outcome() == outcome);
    }

    private static Set<String> details(List<Call> calls) {
        return calls.stream().map(Call::detail).collect(Collectors.toSet());
    }

    private static Map<Key, List<Call>> byKey(Collection<Call> calls, Predicate<Call> wanted) {
        return calls.stream()
                .filter(wanted)
                .flatMap(call -> call.keys().stream().map(key -> Map.entry(key, call)))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, HashMap::new, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }
}
