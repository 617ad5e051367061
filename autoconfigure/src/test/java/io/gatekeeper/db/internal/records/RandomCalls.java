package io.gatekeeper.db.internal.records;

import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.ViewRecordRepository;
import io.gatekeeper.db.Viewing;
import io.gatekeeper.db.ViewingCorrections;
import io.gatekeeper.db.sql.StorableText;
import io.gatekeeper.db.testing.InMemoryViewRecordRepository;
import io.gatekeeper.db.testing.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Calls that write, at random: some on what a model holds, and some on what is not there. */
final class RandomCalls {

    static final String REFUSED = "refused";

    private final Random random;
    private final SettableClock clock;
    private final InMemoryViewRecordRepository model;

    RandomCalls(Random random, SettableClock clock, InMemoryViewRecordRepository model) {
        this.random = random;
        this.clock = clock;
        this.model = model;
    }

    /** Makes up a call, in some words. */
    Call next(Words words) {
        return random.nextInt(10) == 0 ? correction(words) : write(words);
    }

    /** What a call answers; "refused" where it refuses its arguments. */
    static Object answer(Call call, ViewRecordRepository repository, ViewingCorrections corrections) {
        try {
            return call.on(repository, corrections);
        } catch (IllegalArgumentException e) {
            return REFUSED;
        }
    }

    private Call write(Words words) {
        String user = one(words.users());
        String device = one(words.devices());
        String service = one(words.services());
        int kind = random.nextInt(100);
        if (kind < 40) {
            Supplier<NewViewing> viewing = newViewing(words);
            return (repository, corrections) -> repository.append(viewing.get());
        }
        if (kind < 45) {
            List<Supplier<NewViewing>> viewings = IntStream.range(0, random.nextInt(6))
                    .mapToObj(i -> newViewing(words))
                    .toList();
            return (repository, corrections) ->
                    repository.appendAll(viewings.stream().map(Supplier::get).toList());
        }
        if (kind < 85) {
            return (repository, corrections) -> repository.close(user, device, service);
        }
        if (kind < 87) {
            return (repository, corrections) -> repository.extend(user, device, service, Duration.ofMinutes(15));
        }
        if (kind < 89) {
            Viewing viewing = storedOrNot(user, device, service);
            return (repository, corrections) -> repository.close(viewing);
        }
        if (kind == 89) {
            return (repository, corrections) -> repository.closeOverdue(Duration.ofHours(30));
        }
        if (kind < 91) {
            return (repository, corrections) -> repository.closeAll(device);
        }
        if (kind < 94) {
            return (repository, corrections) -> repository.closeAll(device, service);
        }
        if (kind < 98) {
            return (repository, corrections) -> repository.closeOverdue();
        }
        if (random.nextInt(20) > 0) {
            Instant endedBefore = clock.instant().minus(Duration.ofDays(10 + random.nextInt(20)));
            return (repository, corrections) -> repository.prune(endedBefore);
        }
        return (repository, corrections) -> repository.deleteUser(user);
    }

    private Call correction(Words words) {
        String user = one(words.users());
        String device = one(words.devices());
        int kind = random.nextInt(10);
        if (kind == 0) {
            String other = one(words.users());
            return (repository, corrections) -> corrections.moveUser(user, other);
        }
        if (kind == 1) {
            String other = one(words.devices());
            return (repository, corrections) -> corrections.moveDevice(user, device, other);
        }
        Viewing viewing = storedOrNot(user, device, one(words.services()));
        if (kind < 5) {
            return (repository, corrections) -> corrections.delete(viewing);
        }
        Instant now = clock.instant();
        Instant end = viewing.startedAt().plusMillis(random.nextInt(10_000_000));
        return (repository, corrections) -> corrections.end(viewing, end.isAfter(now) ? now : end);
    }

    private Viewing storedOrNot(String user, String device, String service) {
        Instant now = clock.instant();
        List<Viewing> stored =
                StorableText.isKey(user) ? model.findBetween(user, Instant.EPOCH, now) : List.<Viewing>of();
        return stored.isEmpty() || !StorableText.isKey(device) || !StorableText.isKey(service)
                ? new Viewing(user, device, device, service, now, null, null, null)
                : one(stored);
    }

    /** Text that cannot be stored is refused where the viewing is built. */
    private Supplier<NewViewing> newViewing(Words words) {
        String user = one(words.users());
        String device = one(words.devices());
        String name = one(words.names());
        String service = one(words.services());
        Duration requested = random.nextInt(3) == 0 ? null : Duration.ofMinutes(1 + random.nextInt(180));
        Instant now = clock.instant();
        int minutes = random.nextInt(4_000);
        int seconds = random.nextInt(3_600);
        Supplier<NewViewing> viewing = () -> new NewViewing(user, device, name, service, requested, null);
        return switch (random.nextInt(8)) {
            case 0 -> () -> viewing.get().startingAt(now.minus(Duration.ofMinutes(minutes)));
            case 1 -> () -> viewing.get().startingAt(now.plusSeconds(seconds % 60));
            case 2 ->
                () -> viewing.get()
                        .startingAt(now.minus(Duration.ofMinutes(60)))
                        .endingAt(now.minusSeconds(seconds));
            default -> viewing;
        };
    }

    private <T> T one(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** The words to make calls of. */
    record Words(List<String> users, List<String> devices, List<String> names, List<String> services) {}

    /** A call that can be made more than once. */
    @FunctionalInterface
    interface Call {

        Object on(ViewRecordRepository repository, ViewingCorrections corrections);
    }
}
