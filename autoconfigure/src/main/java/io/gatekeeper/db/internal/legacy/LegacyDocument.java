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
import java.time.LocalDate;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * A walk through a user's document in the Python service's table. Nothing is passed over in silence: what is no viewing is
 * reported with the reason.
 */
final class LegacyDocument {

    private final RecordKey key;
    private final DocumentTree tree;
    private final Consumer<StoredViewing> viewing;
    private final Consumer<String> skipped;

    private LegacyDocument(String userId, String json, Consumer<StoredViewing> viewing, Consumer<String> skipped) {
        this.key = new RecordKey(userId, LocalDate.EPOCH);
        this.tree = DocumentTree.of(key, json);
        this.viewing = viewing;
        this.skipped = skipped;
    }

    static void walk(String userId, String json, Consumer<StoredViewing> viewing, Consumer<String> skipped) {
        new LegacyDocument(userId, json, viewing, skipped).walk();
    }

    private void walk() {
        if (!tree.isSupported()) {
            skipped.accept("document that is no object, or of a later version");
            return;
        }
        reportUnknown(tree.root(), Set.of(VERSION, DEVICES));
        eachField(tree.root().path(DEVICES), "devices that are no object", this::walkDevice);
    }

    private void walkDevice(String clientId, JsonNode device) {
        if (!device.isObject()) {
            skipped.accept("device that is no object");
            return;
        }
        reportUnknown(device, Set.of(DEVICE_NAME, SERVICES));
        String name = Objects.requireNonNullElse(device.path(DEVICE_NAME).textValue(), "");
        eachField(
                device.path(SERVICES),
                "services that are no object",
                (serviceId, list) -> walkList(clientId, name, serviceId, list));
    }

    private void walkList(String clientId, String deviceName, String serviceId, JsonNode list) {
        if (!list.isArray()) {
            skipped.accept("viewings that are no list");
            return;
        }
        for (int index = 0; index < list.size(); index++) {
            if (list.get(index) instanceof ObjectNode node) {
                viewing.accept(new StoredViewing(key, clientId, deviceName, serviceId, index, node));
            } else {
                skipped.accept("viewing that is no object");
            }
        }
    }

    private void eachField(JsonNode container, String otherwise, BiConsumer<String, JsonNode> action) {
        if (container.isObject()) {
            container.properties().forEach(field -> action.accept(field.getKey(), field.getValue()));
        } else if (!container.isMissingNode()) {
            skipped.accept(otherwise);
        }
    }

    private void reportUnknown(JsonNode container, Set<String> known) {
        container.properties().stream()
                .filter(field -> !known.contains(field.getKey()))
                .forEach(field -> skipped.accept("unknown key beside the viewings"));
    }
}
