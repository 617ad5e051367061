package io.gatekeeper.db.internal.document;

import static io.gatekeeper.db.internal.document.DocumentFields.DEVICE_NAME;
import static io.gatekeeper.db.internal.document.DocumentFields.SERVICES;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.NewViewing;
import io.gatekeeper.db.Viewing;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The document of one record: devices by client id, their services by service id, and each service's viewings in the
 * order they were appended. Keeps whatever it does not know.
 */
public final class ViewingDocument {

    private final RecordKey key;
    private final DocumentTree tree;

    /** By start, the first readable viewing of each list that was searched: a batch searches the same one many times. */
    private final Map<ViewingPath, Map<Instant, StoredViewing>> byStart = new HashMap<>();

    private ViewingDocument(RecordKey key, DocumentTree tree) {
        this.key = key;
        this.tree = tree;
    }

    public static ViewingDocument of(RecordKey key, String json) {
        return new ViewingDocument(key, DocumentTree.of(key, json));
    }

    /** {@return the document of a record before its first viewing} */
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

    /**
     * Refuses to go on where {@link #isSupported()} is false.
     *
     * @throws io.gatekeeper.db.UnsupportedRecordException if it is
     */
    public void requireWritable() {
        tree.requireWritable();
    }

    /** Whether nothing is left that would be missed. */
    public boolean isEmpty() {
        return tree.isEmpty();
    }

    /** Whether a malformed node was replaced. */
    public boolean isRepaired() {
        return tree.isRepaired();
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
    public Optional<StoredViewing> find(String clientId, String serviceId, Instant startedAt) {
        return Optional.ofNullable(
                        startsOf(new ViewingPath(clientId, serviceId)).get(startedAt))
                .map(viewing -> viewing.onDeviceNamed(nameOf(clientId).orElse(clientId)));
    }

    /** The open viewings of a service on a device, even in a document that we would not change. */
    public Stream<StoredViewing> openViewingsOf(String clientId, String serviceId) {
        return viewingsOf(new ViewingPath(clientId, serviceId)).filter(StoredViewing::isOpen);
    }

    public boolean knows(String clientId) {
        return tree.devices().has(clientId);
    }

    /** {@return the name that the document has for the device} */
    public Optional<String> nameOf(String clientId) {
        return nameIn(tree.devices().path(clientId));
    }

    /**
     * Appends a viewing.
     *
     * @param knownName the device's name in earlier records, for where neither the viewing nor this record has one
     */
    public Viewing append(NewViewing viewing, Instant startedAt, Optional<String> knownName) {
        String name = Optional.ofNullable(viewing.deviceName())
                .filter(given -> !given.isBlank())
                .or(() -> nameOf(viewing.clientId()))
                .or(() -> knownName)
                .orElse(viewing.clientId());
        return add(viewing.clientId(), name, viewing.serviceId(), StoredViewing.nodeOf(viewing, startedAt))
                .toViewing()
                .orElseThrow();
    }

    /** Adds a viewing as it stands in another document, whatever it holds. */
    public void copy(StoredViewing other) {
        String name = nameOf(other.clientId())
                .or(() -> Optional.of(other.deviceName()).filter(given -> !given.isBlank()))
                .orElse(other.clientId());
        add(other.clientId(), name, other.serviceId(), other.node().deepCopy());
    }

    /** Takes over all that another user's or day's document holds, which then belongs to nobody else. */
    public void merge(ViewingDocument other) {
        requireWritable();
        other.requireWritable();
        tree.merge(other.tree);
        byStart.clear();
    }

    /** Gives what it holds of a device to another one, or to an entry of the other one that is there. */
    public void moveDevice(String fromClientId, String toClientId) {
        requireWritable();
        tree.moveDevice(fromClientId, toClientId);
        byStart.clear();
    }

    /** Removes viewings that were read from here, and the branches that hold nothing then. */
    public void remove(Collection<StoredViewing> viewings) {
        requireWritable();
        Set<JsonNode> unwanted = Collections.newSetFromMap(new IdentityHashMap<>());
        viewings.forEach(viewing -> unwanted.add(viewing.node()));
        tree.removeViewings(unwanted::contains);
        byStart.clear();
    }

    /** Puts a viewing in the place where it was read from. */
    public void replace(StoredViewing viewing) {
        requireWritable();
        ViewingPath path = new ViewingPath(viewing.clientId(), viewing.serviceId());
        tree.list(path.viewingsPointer()).set(viewing.index(), viewing.node());
        byStart.remove(path);
    }

    /**
     * Removes the viewings that ended before a moment, and the branches that hold nothing then.
     *
     * @return how many viewings were removed
     */
    public int prune(Instant endedBefore) {
        List<StoredViewing> old = viewings()
                .filter(viewing -> viewing.end().filter(endedBefore::isAfter).isPresent())
                .toList();
        remove(old);
        return old.size();
    }

    private StoredViewing add(String clientId, String deviceName, String serviceId, ObjectNode viewing) {
        ViewingPath path = new ViewingPath(clientId, serviceId);
        tree.container(ViewingPath.devicePointer(clientId)).put(DEVICE_NAME, deviceName);
        ArrayNode list = tree.list(path.viewingsPointer()).add(viewing);
        StoredViewing added = new StoredViewing(key, clientId, deviceName, serviceId, list.size() - 1, viewing);
        Map<Instant, StoredViewing> starts = byStart.get(path);
        if (starts != null) {
            keepFirst(starts, added);
        }
        return added;
    }

    private Map<Instant, StoredViewing> startsOf(ViewingPath path) {
        return byStart.computeIfAbsent(path, searched -> {
            Map<Instant, StoredViewing> starts = new HashMap<>();
            if (isSupported()) {
                viewingsOf(searched).forEach(viewing -> keepFirst(starts, viewing));
            }
            return starts;
        });
    }

    private static void keepFirst(Map<Instant, StoredViewing> starts, StoredViewing viewing) {
        viewing.start()
                .filter(start -> viewing.toViewing().isPresent())
                .ifPresent(start -> starts.putIfAbsent(start, viewing));
    }

    private Stream<StoredViewing> viewingsOf(ViewingPath path) {
        JsonNode device = tree.devices().path(path.clientId());
        JsonNode list = device.path(SERVICES).path(path.serviceId());
        return viewingsIn(path.clientId(), device, path.serviceId(), list);
    }

    private Stream<StoredViewing> viewingsIn(String clientId, JsonNode device, String serviceId, JsonNode list) {
        if (!list.isArray()) {
            return Stream.empty();
        }
        String name = nameIn(device).orElse(clientId);
        return IntStream.range(0, list.size())
                .filter(index -> list.get(index).isObject())
                .mapToObj(index ->
                        new StoredViewing(key, clientId, name, serviceId, index, (ObjectNode) list.get(index)));
    }

    private static Optional<String> nameIn(JsonNode device) {
        return DocumentJson.name(device.path(DEVICE_NAME));
    }
}
