package io.gatekeeper.sample.gate;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where AdGuard Home is.
 *
 * @param url Address of AdGuard Home, such as http://192.168.4.2:3000. Without one, nothing is blocked.
 * @param username Name to log in with, if AdGuard Home asks for one.
 * @param password Password to log in with.
 * @param timeout Longest wait for a connection, and then for an answer.
 */
@ConfigurationProperties("sample.gate.adguard")
record AdGuardProperties(
        @Nullable URI url,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("2s") Duration timeout) {

    /** Without the password, which must not end up in a log line. */
    @Override
    public String toString() {
        return "AdGuardProperties[url=" + url + "]";
    }
}
