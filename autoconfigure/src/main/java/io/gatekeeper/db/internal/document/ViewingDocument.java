package io.gatekeeper.db.internal.document;

import static io.gatekeeper.db.internal.document.DocumentTree.DEVICES;
import static io.gatekeeper.db.internal.document.DocumentTree.DEVICE_NAME;
import static io.gatekeeper.db.internal.document.DocumentTree.SERVICES;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The document of one record: devices by client id, their services by service id, and each service's viewings in the
 * order they were appended. Keeps whatever it does not know.
 */
public final class ViewingDocument {

    /** A record's document before its first viewing. */
    public static final String EMPTY = """
            {"version":1,"devices":{}}""";

    private final RecordKey key;
    private final DocumentTree tree;

    private ViewingDocument(RecordKey key, DocumentTree tree) {
        this.key = key;
        this.tree = tree;
    }

    public static ViewingDocument of(RecordKey key, String json) {
        return new ViewingDocument(key, new DocumentTree(key, DocumentJson.parse(json)));
    }

    public static ViewingDocument empty(RecordKey key) {
        return new ViewingDocument(key, DocumentTree.empty(key));
    }

    public RecordKey key() {
        return key;
    }

    public String toJson() {
        return tree.toJson();
    }

    /** Whether this is a document that we know; if not, it is not to be read, nor written to. */
    public boolean isSupported() {
        return tree.isSupported();
    }

    void requireWritable() {
        tree.requireWritable();
    }

    /** Whether nothing is left that would be missed. */
    public boolean isEmpty() {
        return tree.isEmpty();
    }

    /** The viewings, those of a service in the order they were appended; none if this is not a document we know. */
    public Stream<StoredViewing> viewings() {
        return isSupported() ? viewingsOfAnyVersion() : Stream.empty();
    }

    /** What looks like viewings, even in a document that we would not change. */
    public Stream<StoredViewing> viewingsOfAnyVersion() {
        return tree.devices().properties().stream()
                .flatMap(device -> device.getValue().path(SERVICES).properties().stream()
                        .flatMap(service ->
                                viewingsIn(device.getKey(), device.getValue(), service.getKey(), service.getValue())));
    }

    /** Finds the viewing that is the same by nature: of the same device and service, started at the same time. */
    public Optional<Viewing> find(String clientId, String serviceId, Instant startedAt) {
        Stream<StoredViewing> candidates = isSupported() ? viewingsOf(clientId, serviceId) : Stream.empty();
        return candidates
                .filter(viewing -> viewing.start().filter(startedAt::equals).isPresent())
                .flatMap(viewing -> viewing.toViewing().stream())
                .findFirst();
    }

    /** Finds the open viewing that started last; of several that started together, the one appended last. */
    public Optional<StoredViewing> findLatestOpen(String clientId, String serviceId) {
        return viewingsOf(clientId, serviceId).filter(StoredViewing::isOpen).reduce(StoredViewing::later);
    }

    /** Returns where one of the viewings stands. */
    public String[] pathOf(StoredViewing viewing) {
        JsonNode list = tree.devices().path(viewing.clientId()).path(SERVICES).path(viewing.serviceId());
        int index = 0;
        while (!list.path(index).equals(viewing.node())) {
            index++;
        }
        return new ViewingPath(viewing.clientId(), viewing.serviceId()).viewing(index);
    }

    /**
     * Appends a viewing.
     *
     * @param knownName the device's name in earlier records, asked for where neither the viewing nor this record has one
     */
    public Viewing append(NewViewing viewing, Instant startedAt, Supplier<Optional<String>> knownName) {
        ObjectNode node = StoredViewing.nodeOf(viewing, startedAt);
        String name = add(viewing.clientId(), viewing.deviceName(), viewing.serviceId(), node, knownName);
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
    public void copy(StoredViewing other) {
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
    public int prune(Instant endedBefore) {
        requireWritable();
        Set<JsonNode> old = Collections.newSetFromMap(new IdentityHashMap<>());
        viewings()
                .filter(viewing -> viewing.end().filter(endedBefore::isAfter).isPresent())
                .forEach(viewing -> old.add(viewing.node()));
        tree.removeViewings(old::contains);
        return old.size();
    }

    /** Whether a damaged part was replaced. */
    public boolean isRepaired() {
        return tree.isRepaired();
    }

    private String add(
            String clientId,
            @Nullable String deviceName,
            String serviceId,
            ObjectNode viewing,
            Supplier<Optional<String>> knownName) {
        JsonPointer path = JsonPointer.empty().appendProperty(DEVICES).appendProperty(clientId);
        ObjectNode device = tree.container(path);
        String name = Optional.ofNullable(deviceName)
                .filter(given -> !given.isBlank())
                .or(() -> nameOf(device))
                .or(knownName)
                .orElse(clientId);
        device.put(DEVICE_NAME, name);
        tree.list(path.appendProperty(SERVICES).appendProperty(serviceId)).add(viewing);
        return name;
    }

    private Stream<StoredViewing> viewingsOf(String clientId, String serviceId) {
        JsonNode device = tree.devices().path(clientId);
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

    private static Optional<String> nameOf(JsonNode device) {
        return Optional.ofNullable(device.path(DEVICE_NAME).textValue()).filter(name -> !name.isBlank());
    }
}
