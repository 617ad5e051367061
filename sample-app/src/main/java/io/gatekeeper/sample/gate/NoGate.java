package io.gatekeeper.sample.gate;

/** For where no filter is configured: viewings are recorded, and nothing is blocked. */
final class NoGate implements ServiceGate {

    @Override
    public void unblock(String clientId, String serviceId) {}

    @Override
    public void block(String clientId, String serviceId) {}
}
