package io.gatekeeper.sample.gate;

/**
 * Opens and shuts a service on a device. Both calls are idempotent, and throw a {@link GateException} if it is not known
 * to be open, or shut, afterwards. A block counts for new connections; what runs may run on for a while.
 */
public interface ServiceGate {

    /** For where no filter is configured: viewings are recorded, and nothing is blocked. */
    ServiceGate NONE = new ServiceGate() {

        @Override
        public void unblock(String clientId, String serviceId) {}

        @Override
        public void block(String clientId, String serviceId) {}
    };

    /** Lets a device use a service. */
    void unblock(String clientId, String serviceId);

    /** Keeps a device from using a service. */
    void block(String clientId, String serviceId);
}
