package io.gatekeeper.sample.access;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.StringUtils;

/**
 * Who may come in.
 *
 * @param pin PIN that every change asks for. Without one, changes come from this machine only.
 * @param allowedHosts Names and addresses, besides localhost, that browsers may know the console by.
 */
@ConfigurationProperties("sample")
public record AccessProperties(
        @Nullable String pin, @DefaultValue Set<String> allowedHosts) {

    /** {@return whether changes ask for a PIN} */
    public boolean asksForPin() {
        return StringUtils.hasText(pin);
    }

    /** Without the PIN, which must not end up in a log line. */
    @Override
    public String toString() {
        return "AccessProperties[allowedHosts=" + allowedHosts + "]";
    }
}
