package io.gatekeeper.db.internal.document;

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
import org.jspecify.annotations.Nullable;

/**
 * One viewing where it stands in a document. Reads tolerate any shape.
 *
 * @param record the document it stands in
 * @param clientId the device's id
 * @param deviceName the device's name, or its id
 * @param serviceId what is watched
 * @param node the viewing in the document's tree; closing the viewing changes it
 */
public record StoredViewing(
        ViewingDocument record, String clientId, String deviceName, String serviceId, ObjectNode node) {

    /** A start that cannot be read comes first. */
    private static final Comparator<StoredViewing> BY_START =
            Comparator.comparing(viewing -> viewing.start().orElse(Instant.MIN));

    public static final String STARTED_AT = "unblock_started_at";
    private static final String MINUTES = "requested_duration_minutes";
    private static final String LABEL = "requested_duration_label";
    private static final String ENDED_AT = "unblock_ended_at";
    private static final String SECONDS = "actual_duration_seconds";

    /** More than ten thousand years; what exceeds it is no duration. */
    private static final BigDecimal TOO_MANY_SECONDS = BigDecimal.valueOf(400_000_000_000L);

    static ObjectNode nodeOf(NewViewing viewing, Instant startedAt) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(STARTED_AT, Timestamps.format(startedAt));
        if (viewing.requested() == null) {
            node.putNull(MINUTES).put(LABEL, "infinite");
        } else {
            long minutes = viewing.requested().toMinutes();
            node.put(MINUTES, minutes).put(LABEL, minutes + " minutes");
        }
        return node.putNull(ENDED_AT).putNull(SECONDS);
    }

    /** Returns the one that started later; the other one of two that started together. */
    public static StoredViewing later(StoredViewing one, StoredViewing other) {
        return BY_START.compare(one, other) > 0 ? one : other;
    }

    public String toJson() {
        return DocumentJson.write(node);
    }

    Optional<Instant> start() {
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
        return Optional.ofNullable(requested()).flatMap(requested -> start().map(start -> start.plus(requested)));
    }

    public boolean isOverdue(Instant now) {
        return isOpen() && dueAt().filter(due -> !due.isAfter(now)).isPresent();
    }

    /** The recorded whole seconds, if they are a number of zero or more. */
    public OptionalLong seconds() {
        JsonNode seconds = node.path(SECONDS);
        if (!seconds.isNumber()) {
            return OptionalLong.empty();
        }
        BigDecimal value = seconds.decimalValue();
        return value.signum() < 0 || value.compareTo(TOO_MANY_SECONDS) > 0
                ? OptionalLong.empty()
                : OptionalLong.of(value.longValue());
    }

    /** Ends the viewing, never before it started. Without a readable start there is no duration to record. */
    public Viewing close(Instant now) {
        record.requireWritable();
        Optional<Instant> start = start();
        Instant end = start.filter(now::isBefore).orElse(now);
        node.put(ENDED_AT, Timestamps.format(end));
        start.ifPresentOrElse(
                started -> node.put(SECONDS, Duration.between(started, end).toSeconds()), () -> node.putNull(SECONDS));
        return toViewing(start.orElse(end), end);
    }

    /** When it was, as far as that can be told: its start, or what its end and seconds say of that, or its end. */
    public Optional<Instant> placedAt() {
        Instant end = end().orElse(null);
        return start().or(() -> startBefore(end)).or(() -> Optional.ofNullable(end));
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
        Instant end = end().orElse(null);
        if (end == null && !isOpen()) {
            return Optional.empty();
        }
        return start().or(() -> startBefore(end)).map(start -> toViewing(start, end));
    }

    private Viewing toViewing(Instant start, @Nullable Instant end) {
        Duration watched = end == null || seconds().isEmpty()
                ? null
                : Duration.ofSeconds(seconds().getAsLong());
        return new Viewing(record.key().userId(), clientId, deviceName, serviceId, start, requested(), end, watched);
    }

    private Optional<Instant> startBefore(@Nullable Instant end) {
        OptionalLong seconds = seconds();
        return end == null || seconds.isEmpty() ? Optional.empty() : Optional.of(end.minusSeconds(seconds.getAsLong()));
    }

    private @Nullable Duration requested() {
        JsonNode minutes = node.path(MINUTES);
        return minutes.isIntegralNumber() && minutes.canConvertToInt() && minutes.intValue() > 0
                ? Duration.ofMinutes(minutes.intValue())
                : null;
    }

    private Optional<Instant> instant(String field) {
        return Optional.ofNullable(node.path(field).textValue()).flatMap(Timestamps::parse);
    }
}
