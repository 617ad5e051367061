package io.gatekeeper.sample.gate;

/**
 * Opens and shuts a service on a device. Both calls are idempotent. A block counts for new connections; what runs may run
 * on for a while.
 */
public interface ServiceGate {

    /**
     * Lets a device use a service.
     *
     * @param clientId the device's id
     * @param serviceId the service's id
     * @throws GateException if it is not known to be open now
     */
    void unblock(String clientId, String serviceId);

    /**
     * Keeps a device from using a service.
     *
     * @param clientId the device's id
     * @param serviceId the service's id
     * @throws GateException if it is not known to be shut now
     */
    void block(String clientId, String serviceId);
}
