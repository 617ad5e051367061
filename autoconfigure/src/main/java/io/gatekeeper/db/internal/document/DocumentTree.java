package io.gatekeeper.db.internal.document;

import static io.gatekeeper.db.internal.document.DocumentFields.DEVICES;
import static io.gatekeeper.db.internal.document.DocumentFields.DEVICE_NAME;
import static io.gatekeeper.db.internal.document.DocumentFields.SERVICES;
import static io.gatekeeper.db.internal.document.DocumentFields.VERSION;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.UnsupportedRecordException;
import io.gatekeeper.db.sql.StorableText;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The JSON of a document and the shape it must have: an object of version 1, with objects and lists where viewings are
 * kept. Repairs malformed nodes on the path of a write, and leaves everything else as it is.
 */
public final class DocumentTree {

    private static final Logger log = LoggerFactory.getLogger(DocumentTree.class);

    /** Keys that mean nothing where there is no viewing. */
    private static final Set<String> KNOWN = Set.of(VERSION, DEVICES, DEVICE_NAME, SERVICES);

    private final RecordKey key;
    private final JsonNode root;
    private boolean repaired;

    private DocumentTree(RecordKey key, JsonNode root) {
        this.key = key;
        this.root = root;
    }

    public static DocumentTree of(RecordKey key, String json) {
        return new DocumentTree(key, parse(key, json));
    }

    private static JsonNode parse(RecordKey key, String json) {
        try {
            return DocumentJson.parse(json);
        } catch (JsonProcessingException e) {
            log.atWarn()
                    .addKeyValue("user", StorableText.printable(key.userId()))
                    .addKeyValue("day", key.day())
                    .log(
                            "The record of {} cannot be read, and is left as it is: {}",
                            key.day(),
                            e.getOriginalMessage());
            return MissingNode.getInstance();
        }
    }

    /** A document before its first viewing. */
    static DocumentTree empty(RecordKey key) {
        ObjectNode root = JsonNodeFactory.instance.objectNode().put(VERSION, 1);
        root.putObject(DEVICES);
        return new DocumentTree(key, root);
    }

    public JsonNode root() {
        return root;
    }

    JsonNode devices() {
        return root.path(DEVICES);
    }

    String toJson() {
        return DocumentJson.write(root);
    }

    public boolean isSupported() {
        JsonNode version = root.path(VERSION);
        return root.isObject() && !(version.isNumber() && version.decimalValue().compareTo(BigDecimal.ONE) > 0);
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

    /** Whether a malformed node was replaced. */
    boolean isRepaired() {
        return repaired;
    }

    /** Whether nothing is left that would be missed. */
    boolean isEmpty() {
        return isSupported() && devices().isEmpty() && hasKnownKeysOnly(root);
    }

    /** Returns the object there, created or repaired if need be. */
    ObjectNode container(JsonPointer path) {
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

    /** Returns the list there, created or repaired if need be. */
    ArrayNode list(JsonPointer path) {
        ObjectNode parent = container(path.head());
        String field = path.last().getMatchingProperty();
        if (parent.path(field) instanceof ArrayNode list) {
            return list;
        }
        warnIfReplaced(parent.path(field), path);
        return parent.putArray(field);
    }

    /** Removes viewings, and then the lists and devices that hold nothing. */
    void removeViewings(Predicate<JsonNode> unwanted) {
        devices().forEach(device -> {
            device.path(SERVICES).forEach(list -> removeFrom(list, unwanted));
            removeFrom(device.path(SERVICES), list -> list.isArray() && list.isEmpty());
        });
        removeFrom(devices(), DocumentTree::isEmptyDevice);
    }

    /** Takes over what another document holds: viewings behind those that are here, the rest where it is missing. */
    void merge(DocumentTree other) {
        other.devices().properties().forEach(device -> mergeDevice(device.getKey(), device.getValue()));
        addMissing(writableRoot(), other.root);
    }

    /** Adds what is held of one device to what is held of another. */
    void moveDevice(String from, String to) {
        if (devices() instanceof ObjectNode devices && devices.get(from) instanceof ObjectNode moved) {
            devices.remove(from);
            mergeDevice(to, moved);
        }
    }

    private void mergeDevice(String clientId, JsonNode source) {
        source.path(SERVICES).properties().forEach(service -> {
            if (service.getValue() instanceof ArrayNode viewings) {
                list(new ViewingPath(clientId, service.getKey()).viewingsPointer())
                        .addAll(viewings);
            }
        });
        if (source instanceof ObjectNode device) {
            ObjectNode target = container(ViewingPath.devicePointer(clientId));
            addMissing(target, device);
            addMissing(target.path(SERVICES), device.path(SERVICES));
        }
    }

    private static void addMissing(JsonNode target, JsonNode source) {
        if (target instanceof ObjectNode object) {
            source.properties().stream()
                    .filter(field -> isMissing(object, field.getKey()))
                    .forEach(field -> object.set(field.getKey(), field.getValue()));
        }
    }

    private static boolean isMissing(ObjectNode object, String field) {
        JsonNode value = object.path(field);
        return value.isMissingNode()
                || (field.equals(DEVICE_NAME)
                        && value.isTextual()
                        && value.textValue().isBlank());
    }

    private ObjectNode writableRoot() {
        requireWritable();
        ObjectNode object = (ObjectNode) root;
        return object.isEmpty() ? object.put(VERSION, 1) : object;
    }

    private void warnIfReplaced(JsonNode malformed, JsonPointer path) {
        if (!malformed.isMissingNode()) {
            repaired = true;
            log.atWarn()
                    .addKeyValue("user", StorableText.printable(key.userId()))
                    .addKeyValue("day", key.day())
                    .addKeyValue("container", StorableText.printable(path.toString()))
                    .log(
                            "Replaced a damaged container in the record of {}: it was {}",
                            key.day(),
                            malformed.getNodeType());
        }
    }

    private static boolean isEmptyDevice(JsonNode device) {
        JsonNode services = device.path(SERVICES);
        return services.isObject() && services.isEmpty() && hasKnownKeysOnly(device);
    }

    private static boolean hasKnownKeysOnly(JsonNode container) {
        return container.properties().stream().allMatch(field -> KNOWN.contains(field.getKey()));
    }

    private static void removeFrom(JsonNode container, Predicate<JsonNode> unwanted) {
        Iterator<JsonNode> children = container.elements();
        while (children.hasNext()) {
            if (unwanted.test(children.next())) {
                children.remove();
            }
        }
    }
}
