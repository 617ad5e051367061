package io.gatekeeper.sample.gate;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiPredicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Blocks in AdGuard Home: reads a client, changes its list of services, and sends the whole client back with whatever else
 * is in it. Two that did so at once would undo each other's change, and one client can go by many ids, so it is done for
 * one at a time, as AdGuard Home itself does.
 */
final class AdGuardGate implements ServiceGate {

    private final AdGuardApi api;
    private final ReentrantLock oneAtATime = new ReentrantLock(true);

    AdGuardGate(AdGuardApi api) {
        this.api = api;
    }

    @Override
    public void unblock(String clientId, String serviceId) {
        change(clientId, serviceId, Set::remove);
    }

    @Override
    public void block(String clientId, String serviceId) {
        change(clientId, serviceId, Set::add);
    }

    private void change(String clientId, String serviceId, BiPredicate<Set<String>, String> change) {
        oneAtATime.lock();
        try {
            ObjectNode client = find(clientId);
            Set<String> blocked = new LinkedHashSet<>();
            client.path("blocked_services").forEach(service -> blocked.add(service.stringValue()));
            if (change.test(blocked, serviceId)) {
                ArrayNode services = client.putArray("blocked_services");
                blocked.forEach(services::add);
                api.update(client.path("name").stringValue(), client);
            }
        } finally {
            oneAtATime.unlock();
        }
    }

    private ObjectNode find(String clientId) {
        for (JsonNode client : api.clients()) {
            for (JsonNode id : client.path("ids")) {
                if (id.stringValue().equalsIgnoreCase(clientId)) {
                    return usable(clientId, client);
                }
            }
        }
        throw new GateException("AdGuard Home has no persistent client with the id " + clientId);
    }

    private static ObjectNode usable(String clientId, JsonNode client) {
        if (client.path("use_global_blocked_services").asBoolean(false)) {
            throw new GateException("In AdGuard Home the client " + clientId
                    + " uses the global blocked services, so a list of its own has no effect. Switch that off there.");
        }
        return (ObjectNode) client.deepCopy();
    }
}
