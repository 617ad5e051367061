package io.gatekeeper.db.internal.document;

/**
 * Where the viewings of a service on a device stand in a document, as PostgreSQL spells paths.
 *
 * @param clientId the device's id
 * @param serviceId the service's id
 */
public record ViewingPath(String clientId, String serviceId) {

    public String[] device() {
        return new String[] {"devices", clientId};
    }

    public String[] viewings() {
        return new String[] {"devices", clientId, "services", serviceId};
    }

    String[] viewing(int index) {
        return new String[] {"devices", clientId, "services", serviceId, Integer.toString(index)};
    }
}
