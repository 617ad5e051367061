package io.gatekeeper.db.internal.legacy;

import static io.gatekeeper.db.internal.document.DocumentFields.DEVICES;
import static io.gatekeeper.db.internal.document.DocumentFields.DEVICE_NAME;
import static io.gatekeeper.db.internal.document.DocumentFields.SERVICES;
import static io.gatekeeper.db.internal.document.DocumentFields.VERSION;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gatekeeper.db.internal.document.DocumentTree;
import io.gatekeeper.db.internal.document.RecordKey;
import io.gatekeeper.db.internal.document.StoredViewing;
import io.gatekeeper.db.sql.StorableText;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A walk through a user's document in the Python service's table. Nothing is passed over in silence: what is no viewing, or
 * can be none here, is reported with the reason.
 */
final class LegacyDocument {

    private final RecordKey key;
    private final DocumentTree tree;
    private final Consumer<StoredViewing> viewing;
    private final ImportTally tally;

    private LegacyDocument(String userId, String json, Consumer<StoredViewing> viewing, ImportTally tally) {
        this.key = new RecordKey(userId, LocalDate.EPOCH);
        this.tree = DocumentTree.of(key, json);
        this.viewing = viewing;
        this.tally = tally;
    }

    static void walk(String userId, String json, Consumer<StoredViewing> viewing, ImportTally tally) {
        new LegacyDocument(userId, json, viewing, tally).walk();
    }

    private void walk() {
        if (!tree.isSupported()) {
            skip("document that is no object, or of a later version", tree.root());
            return;
        }
        reportUnknown(tree.root(), Set.of(VERSION, DEVICES));
        JsonNode devices = tree.root().path(DEVICES);
        if (isObject(devices, "devices that are no object")) {
            devices.properties().forEach(device -> walkDevice(device.getKey(), device.getValue()));
        }
    }

    private void walkDevice(String clientId, JsonNode device) {
        if (!device.isObject()) {
            skip("device that is no object", device, clientId);
            return;
        }
        reportUnknown(device, Set.of(DEVICE_NAME, SERVICES), clientId);
        String name = nameOf(clientId, device);
        JsonNode services = device.path(SERVICES);
        if (isObject(services, "services that are no object", clientId)) {
            services.properties().forEach(service -> walkList(clientId, name, service.getKey(), service.getValue()));
        }
    }

    private void walkList(String clientId, String deviceName, String serviceId, JsonNode list) {
        if (!list.isArray()) {
            skip("viewings that are no list", list, clientId, serviceId);
            return;
        }
        for (int index = 0; index < list.size(); index++) {
            JsonNode found = list.get(index);
            if (!found.isObject()) {
                skip("viewing that is no object", found, clientId, serviceId);
            } else if (!StorableText.isKey(clientId)) {
                skip("viewing on a device whose id is blank or too long", found, clientId, serviceId);
            } else if (!StorableText.isKey(serviceId)) {
                skip("viewing of a service whose id is blank or too long", found, clientId, serviceId);
            } else {
                viewing.accept(new StoredViewing(key, clientId, deviceName, serviceId, index, (ObjectNode) found));
            }
        }
    }

    private String nameOf(String clientId, JsonNode device) {
        String name = Objects.requireNonNullElse(device.path(DEVICE_NAME).textValue(), "");
        String kept = cut(name);
        if (kept.length() < name.length()) {
            tally.adjust(
                    "device name cut to " + StorableText.MAX_KEY_BYTES + " bytes",
                    example(device.path(DEVICE_NAME), clientId));
        }
        return kept;
    }

    /** The beginning of a name, as much as an id may have, without half of a character. */
    private static String cut(String name) {
        int bytes = 0;
        for (int end = 0; end < name.length(); ) {
            int next = name.offsetByCodePoints(end, 1);
            bytes += name.substring(end, next).getBytes(StandardCharsets.UTF_8).length;
            if (bytes > StorableText.MAX_KEY_BYTES) {
                return name.substring(0, end);
            }
            end = next;
        }
        return name;
    }

    private boolean isObject(JsonNode container, String otherwise, String... path) {
        if (!container.isObject() && !container.isMissingNode()) {
            skip(otherwise, container, path);
        }
        return container.isObject();
    }

    private void reportUnknown(JsonNode container, Set<String> known, String... path) {
        container.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .forEach(field -> tally.skip(
                        "unknown key beside the viewings", example(field.getKey() + " = " + field.getValue(), path)));
    }

    private void skip(String reason, JsonNode found, String... path) {
        tally.skip(reason, example(found, path));
    }

    private String example(Object found, String... path) {
        String[] fromUser = new String[path.length + 1];
        fromUser[0] = key.userId();
        System.arraycopy(path, 0, fromUser, 1, path.length);
        return Example.of(found.toString(), fromUser);
    }
}
