package io.gatekeeper.db.internal.document;

import static io.gatekeeper.db.internal.document.DocumentFields.ENDED_AT;
import static io.gatekeeper.db.internal.document.DocumentFields.LABEL;
import static io.gatekeeper.db.internal.document.DocumentFields.MINUTES;
import static io.gatekeeper.db.internal.document.DocumentFields.SECONDS;
import static io.gatekeeper.db.internal.document.DocumentFields.STARTED_AT;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One viewing and where it stands: a value, which a later change of the document leaves as it is. Reads tolerate any shape.
 *
 * @param key the record whose document it stands in
 * @param clientId the device's id
 * @param deviceName the device's name, or its id
 * @param serviceId what is watched
 * @param index its place among the service's viewings
 * @param node what the document says of it; never changed
 */
public record StoredViewing(
        RecordKey key, String clientId, String deviceName, String serviceId, int index, ObjectNode node) {

    /** A start that cannot be read comes first. */
    private static final Comparator<StoredViewing> BY_START =
            Comparator.comparing(viewing -> viewing.start().orElse(Instant.MIN));

    /** More than ten thousand years; what exceeds it is no duration. */
    private static final BigDecimal TOO_MANY_SECONDS = BigDecimal.valueOf(400_000_000_000L);

    private static final BigDecimal MOST_MINUTES = BigDecimal.valueOf(Integer.MAX_VALUE);
    private static final int MOST_DIGITS = 40;

    /**
     * A viewing that was sent without its document.
     *
     * @param deviceName what the document has in the place of the device's name, as JSON; null for nothing
     * @param json the viewing, a JSON object
     */
    public static StoredViewing of(
            RecordKey key, String clientId, @Nullable String deviceName, String serviceId, int index, String json) {
        String name = Optional.ofNullable(deviceName)
                .flatMap(given -> DocumentJson.name(DocumentJson.read(given)))
                .orElse(clientId);
        return new StoredViewing(key, clientId, name, serviceId, index, (ObjectNode) DocumentJson.read(json));
    }

    static ObjectNode nodeOf(NewViewing viewing, Instant startedAt) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(STARTED_AT, Timestamps.format(startedAt));
        if (viewing.requested() == null) {
            node.putNull(MINUTES).put(LABEL, "infinite");
        } else {
            request(node, viewing.requested().toMinutes());
        }
        node.putNull(ENDED_AT).putNull(SECONDS);
        if (viewing.endedAt() != null) {
            end(node, startedAt, viewing.endedAt());
        }
        return node;
    }

    private static void request(ObjectNode node, long minutes) {
        node.put(MINUTES, minutes).put(LABEL, minutes + " minutes");
    }

    private static void end(ObjectNode node, Instant start, Instant end) {
        node.put(ENDED_AT, Timestamps.format(end))
                .put(SECONDS, Duration.between(start, end).toSeconds());
    }

    /**
     * Finds the one that started last; of several that started together, the last one. What has not begun, because a clock
     * ran ahead, comes only after what has.
     */
    public static Optional<StoredViewing> latest(Stream<StoredViewing> viewings, Instant now) {
        return viewings.reduce((one, other) -> one.hasBegun(now) == other.hasBegun(now)
                ? BY_START.compare(one, other) > 0 ? one : other
                : one.hasBegun(now) ? one : other);
    }

    /** Whether it started by now, or may have by another clock. */
    public boolean hasBegun(Instant now) {
        return start().filter(now.plus(NewViewing.CLOCK_TOLERANCE)::isBefore).isEmpty();
    }

    /** Whether it is the one that a caller speaks of. */
    public boolean is(Viewing viewing) {
        return clientId.equals(viewing.clientId())
                && serviceId.equals(viewing.serviceId())
                && start().filter(viewing.startedAt()::equals).isPresent();
    }

    public String toJson() {
        return DocumentJson.write(node);
    }

    /** {@return where it stands in the document, as PostgreSQL spells paths} */
    public String[] path() {
        return new ViewingPath(clientId, serviceId).viewing(index);
    }

    public Optional<Instant> start() {
        return instant(STARTED_AT);
    }

    public Optional<Instant> end() {
        return instant(ENDED_AT);
    }

    /** Whether there is no end yet. An end that is there but cannot be read is an end. */
    public boolean isOpen() {
        JsonNode end = node.path(ENDED_AT);
        return end.isMissingNode()
                || end.isNull()
                || (end.isTextual() && end.textValue().isEmpty());
    }

    /** When a timed viewing is to end. */
    public Optional<Instant> dueAt() {
        return Optional.ofNullable(requested()).flatMap(this::after);
    }

    /** {@return the moment at which it has run that long} */
    public Optional<Instant> after(Duration length) {
        return start().map(start -> start.plus(length));
    }

    /** The recorded whole seconds, if they are a number of zero or more. */
    public OptionalLong seconds() {
        JsonNode seconds = node.path(SECONDS);
        if (!seconds.isNumber()) {
            return OptionalLong.empty();
        }
        if (seconds.isInt() && seconds.intValue() >= 0) {
            return OptionalLong.of(seconds.intValue());
        }
        BigDecimal value = seconds.decimalValue();
        return value.signum() < 0 || value.compareTo(TOO_MANY_SECONDS) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(value.longValue());
    }

    /** {@return the viewing ended, never before it started; without a readable start there are no seconds to record} */
    public StoredViewing closedAt(Instant moment) {
        ObjectNode closed = node.deepCopy();
        start().ifPresentOrElse(
                        start -> end(closed, start, moment.isBefore(start) ? start : moment),
                        () -> closed.put(ENDED_AT, Timestamps.format(moment)).putNull(SECONDS));
        return with(closed);
    }

    /**
     * {@return the viewing with a longer time requested; empty if it is unlimited}
     *
     * @throws IllegalArgumentException if that would be more than can be requested
     */
    public Optional<StoredViewing> extendedBy(Duration by) {
        return Optional.ofNullable(requested()).map(requested -> {
            long minutes = requested.plus(by).toMinutes();
            if (minutes > Integer.MAX_VALUE) {
                throw new IllegalArgumentException(
                        "by must leave at most " + Integer.MAX_VALUE + " minutes, was: " + by);
            }
            ObjectNode extended = node.deepCopy();
            request(extended, minutes);
            return with(extended);
        });
    }

    /** {@return this viewing with what a document says of another, which is the same by nature} */
    public StoredViewing with(StoredViewing other) {
        return with(other.node.deepCopy());
    }

    /** {@return the same where it is the last of its list, however long that is; as PostgreSQL counts places, from the end} */
    public StoredViewing atTheEnd() {
        return new StoredViewing(key, clientId, deviceName, serviceId, -1, node);
    }

    StoredViewing onDeviceNamed(String name) {
        return new StoredViewing(key, clientId, name, serviceId, index, node);
    }

    private StoredViewing with(ObjectNode changed) {
        return new StoredViewing(key, clientId, deviceName, serviceId, index, changed);
    }

    /** When a record into which this viewing is written now counts as updated: no viewing in it ends later. */
    public Instant updatedAt(Instant now) {
        return end().filter(now::isBefore).orElse(now);
    }

    /** When it was, as far as that can be told: its start, or what its end and seconds say of that, or its end. */
    public Optional<Instant> placedAt() {
        return start().or(this::startBeforeEnd).or(this::end);
    }

    /** The last moment of which it says something; a record that holds it counts as updated no earlier. */
    public Optional<Instant> lastMoment() {
        return Stream.of(placedAt(), end()).flatMap(Optional::stream).max(Instant::compareTo);
    }

    /** What tells it from others of the same user, however it goes on. */
    public Object identity() {
        return List.of(
                clientId,
                serviceId,
                start().<Object>map(Function.identity())
                        .orElseGet(() -> List.of(node.path(STARTED_AT), node.path(ENDED_AT))));
    }

    /** The viewing as a value; empty if it is so damaged that it cannot be told when it was. */
    public Optional<Viewing> toViewing() {
        Optional<Instant> end = end();
        return end.isPresent() || isOpen()
                ? start().or(this::startBeforeEnd).map(start -> toViewing(start, end.orElse(null)))
                : Optional.empty();
    }

    /** The viewing as it ended; where its start cannot be read, its end stands for that. */
    public Viewing toEndedViewing() {
        return toViewing(placedAt().orElseThrow(), end().orElse(null));
    }

    private Viewing toViewing(Instant start, @Nullable Instant end) {
        OptionalLong seconds = end == null ? OptionalLong.empty() : seconds();
        Duration watched = seconds.isEmpty() ? null : Duration.ofSeconds(seconds.getAsLong());
        return new Viewing(key.userId(), clientId, deviceName, serviceId, start, requested(), end, watched);
    }

    private Optional<Instant> startBeforeEnd() {
        OptionalLong seconds = seconds();
        return seconds.isEmpty() ? Optional.empty() : end().map(end -> end.minusSeconds(seconds.getAsLong()));
    }

    private @Nullable Duration requested() {
        JsonNode minutes = node.path(MINUTES);
        if (minutes.isInt()) {
            return minutes.intValue() > 0 ? Duration.ofMinutes(minutes.intValue()) : null;
        }
        return minutes.isNumber() && isWholeMinutes(minutes.decimalValue())
                ? Duration.ofMinutes(minutes.decimalValue().intValue())
                : null;
    }

    /** Looks at the number without writing it out: it may have any exponent that JSON allows. */
    private static boolean isWholeMinutes(BigDecimal minutes) {
        return minutes.signum() > 0
                && minutes.compareTo(MOST_MINUTES) <= 0
                && minutes.precision() <= MOST_DIGITS
                && minutes.stripTrailingZeros().scale() <= 0;
    }

    private Optional<Instant> instant(String field) {
        return Optional.ofNullable(node.path(field).textValue()).flatMap(Timestamps::parse);
    }
}
