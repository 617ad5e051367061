package io.gatekeeper.db.jdbc;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.Viewing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The document of one record: devices by client id, their services by service id, and each service's viewings in the
 * order they were appended. Keeps whatever it does not know.
 */
final class ViewingDocument {

    /** A record's document before its first viewing. */
    static final String EMPTY = """
            {"version":1,"devices":{}}""";

    private static final Logger log = LoggerFactory.getLogger(ViewingDocument.class);

    private static final JsonPointer ROOT = JsonPointer.empty();
    private static final String VERSION = "version";
    private static final String DEVICES = "devices";
    private static final String DEVICE_NAME = "device_name";
    private static final String SERVICES = "services";

    /** Keys that mean nothing without a viewing. */
    private static final Set<String> KNOWN = Set.of(VERSION, DEVICES, DEVICE_NAME, SERVICES);

    private final RecordKey key;
    private final JsonNode root;
    private boolean repaired;

    private ViewingDocument(RecordKey key, JsonNode root) {
        this.key = key;
        this.root = root;
    }

    static ViewingDocument of(RecordKey key, String json) {
        return new ViewingDocument(key, DocumentJson.parse(json));
    }

    RecordKey key() {
        return key;
    }

    String toJson() {
        return DocumentJson.write(root);
    }

    /** The viewings, those of a service in the order they were appended; none if this is not a document we know. */
    Stream<StoredViewing> viewings() {
        return isSupported() ? viewingsOfAnyVersion() : Stream.empty();
    }

    /** What looks like viewings, even in a document that we would not change. */
    Stream<StoredViewing> viewingsOfAnyVersion() {
        return root.path(DEVICES).properties().stream()
                .flatMap(device -> device.getValue().path(SERVICES).properties().stream()
                        .flatMap(service ->
                                viewingsIn(device.getKey(), device.getValue(), service.getKey(), service.getValue())));
    }

    /** Finds the viewing that is the same by nature: of the same device and service, started at the same time. */
    Optional<Viewing> find(String clientId, String serviceId, Instant startedAt) {
        Stream<StoredViewing> candidates = isSupported() ? viewingsOf(clientId, serviceId) : Stream.empty();
        return candidates
                .filter(viewing -> viewing.start().filter(startedAt::equals).isPresent())
                .flatMap(viewing -> viewing.toViewing().stream())
                .findFirst();
    }

    /** Finds the open viewing that started last; of several that started together, the one appended last. */
    Optional<StoredViewing> findLatestOpen(String clientId, String serviceId) {
        return viewingsOf(clientId, serviceId).filter(StoredViewing::isOpen).reduce(StoredViewing::later);
    }

    /**
     * Appends a viewing.
     *
     * @param knownName the device's name in earlier records, asked for where neither the viewing nor this record has one
     */
    Viewing append(NewViewing viewing, Instant startedAt, Supplier<Optional<String>> knownName) {
        String name = add(
                viewing.clientId(),
                viewing.deviceName(),
                viewing.serviceId(),
                StoredViewing.nodeOf(viewing, startedAt),
                knownName);
        return new Viewing(
                viewing.userId(),
                viewing.clientId(),
                name,
                viewing.serviceId(),
                startedAt,
                viewing.requested(),
                null,
                null);
    }

    /** Adds a viewing as it stands in another document, whatever it holds. */
    void copy(StoredViewing other) {
        add(
                other.clientId(),
                null,
                other.serviceId(),
                other.node().deepCopy(),
                () -> Optional.of(other.deviceName()).filter(name -> !name.isBlank()));
    }

    /**
     * Removes the viewings that ended before a moment, and the branches that hold nothing then.
     *
     * @return how many viewings were removed
     */
    int prune(Instant endedBefore) {
        requireWritable();
        List<StoredViewing> old = viewings()
                .filter(viewing -> !viewing.isOpen())
                .filter(viewing -> viewing.end().filter(endedBefore::isAfter).isPresent())
                .toList();
        Set<JsonNode> nodes = Collections.newSetFromMap(new IdentityHashMap<>());
        old.forEach(viewing -> nodes.add(viewing.node()));
        root.path(DEVICES).forEach(device -> {
            device.path(SERVICES).forEach(list -> removeFrom(list, nodes::contains));
            removeFrom(device.path(SERVICES), list -> list.isArray() && list.isEmpty());
        });
        removeFrom(root.path(DEVICES), ViewingDocument::isEmptyDevice);
        return old.size();
    }

    /** Whether nothing is left that would be missed. */
    boolean isEmpty() {
        return isSupported()
                && root.path(DEVICES).isEmpty()
                && root.properties().stream().allMatch(field -> KNOWN.contains(field.getKey()));
    }

    boolean isSupported() {
        JsonNode version = root.path(VERSION);
        return root.isObject() && !(version.isNumber() && version.decimalValue().compareTo(BigDecimal.ONE) > 0);
    }

    /** Whether a damaged part was replaced. */
    boolean isRepaired() {
        return repaired;
    }

    /** Refuses a document that must not be changed, because we would not know what we do. */
    void requireWritable() {
        if (!isSupported()) {
            throw new UnsupportedRecordException("The record of " + key.day() + " cannot be written to: "
                    + (root.isObject()
                            ? "its document is of version " + root.path(VERSION) + ", and only version 1 is known here"
                            : "its document is not a JSON object"));
        }
    }

    private String add(
            String clientId,
            @Nullable String deviceName,
            String serviceId,
            ObjectNode viewing,
            Supplier<Optional<String>> knownName) {
        requireWritable();
        JsonPointer path = ROOT.appendProperty(DEVICES).appendProperty(clientId);
        ObjectNode device = container(path);
        String name = Optional.ofNullable(deviceName)
                .filter(given -> !given.isBlank())
                .or(() -> nameOf(device))
                .or(knownName)
                .orElse(clientId);
        device.put(DEVICE_NAME, name);
        list(path.appendProperty(SERVICES).appendProperty(serviceId)).add(viewing);
        return name;
    }

    private Stream<StoredViewing> viewingsOf(String clientId, String serviceId) {
        JsonNode device = root.path(DEVICES).path(clientId);
        return viewingsIn(clientId, device, serviceId, device.path(SERVICES).path(serviceId));
    }

    private Stream<StoredViewing> viewingsIn(String clientId, JsonNode device, String serviceId, JsonNode list) {
        if (!list.isArray()) {
            return Stream.empty();
        }
        String name = nameOf(device).orElse(clientId);
        return StreamSupport.stream(list.spliterator(), false)
                .filter(JsonNode::isObject)
                .map(node -> new StoredViewing(this, clientId, name, serviceId, (ObjectNode) node));
    }

    private ObjectNode container(JsonPointer path) {
        if (path.matches()) {
            return writableRoot();
        }
        ObjectNode parent = container(path.head());
        String field = path.last().getMatchingProperty();
        if (parent.path(field) instanceof ObjectNode container) {
            return container;
        }
        warnIfReplaced(parent.path(field), path);
        return parent.putObject(field);
    }

    private ArrayNode list(JsonPointer path) {
        ObjectNode parent = container(path.head());
        String field = path.last().getMatchingProperty();
        if (parent.path(field) instanceof ArrayNode list) {
            return list;
        }
        warnIfReplaced(parent.path(field), path);
        return parent.putArray(field);
    }

    private ObjectNode writableRoot() {
        ObjectNode object = (ObjectNode) root;
        return object.isEmpty() ? object.put(VERSION, 1) : object;
    }

    private void warnIfReplaced(JsonNode damaged, JsonPointer path) {
        if (!damaged.isMissingNode()) {
            repaired = true;
            log.atWarn()
                    .addKeyValue("user", key.userId())
                    .addKeyValue("day", key.day())
                    .addKeyValue("container", path)
                    .log(
                            "Replaced a damaged container in the record of {}: it was {}",
                            key.day(),
                            damaged.getNodeType());
        }
    }

    private static void removeFrom(JsonNode container, Predicate<JsonNode> unwanted) {
        Iterator<JsonNode> children = container.elements();
        while (children.hasNext()) {
            if (unwanted.test(children.next())) {
                children.remove();
            }
        }
    }

    private static boolean isEmptyDevice(JsonNode device) {
        return device.isObject()
                && device.path(SERVICES).isObject()
                && device.path(SERVICES).isEmpty()
                && device.properties().stream().allMatch(field -> KNOWN.contains(field.getKey()));
    }

    private static Optional<String> nameOf(JsonNode device) {
        return Optional.ofNullable(device.path(DEVICE_NAME).textValue()).filter(name -> !name.isBlank());
    }
}
