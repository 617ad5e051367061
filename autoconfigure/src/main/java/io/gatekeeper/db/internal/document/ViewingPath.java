package io.gatekeeper.db.internal.document;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Where the viewings of a service on a device stand in a document.
 *
 * @param clientId the device's id
 * @param serviceId the service's id
 */
public record ViewingPath(String clientId, String serviceId) {

    /** {@return the path of the device, as PostgreSQL spells it} */
    public String[] device() {
        return new String[] {DocumentFields.DEVICES, clientId};
    }

    /** {@return the path of the list of viewings, as PostgreSQL spells it} */
    public String[] viewings() {
        return new String[] {DocumentFields.DEVICES, clientId, DocumentFields.SERVICES, serviceId};
    }

    /** {@return the path of one viewing of the list, as PostgreSQL spells it} */
    String[] viewing(int index) {
        return new String[] {
            DocumentFields.DEVICES, clientId, DocumentFields.SERVICES, serviceId, Integer.toString(index)
        };
    }

    static JsonPointer devicePointer(String clientId) {
        return JsonPointer.empty().appendProperty(DocumentFields.DEVICES).appendProperty(clientId);
    }

    JsonPointer viewingsPointer() {
        return devicePointer(clientId).appendProperty(DocumentFields.SERVICES).appendProperty(serviceId);
    }
}
