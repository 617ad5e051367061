package io.gatekeeper.sample.household;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the page offers to choose from.
 *
 * @param children Children, by the user names that their viewings are recorded under.
 * @param devices Names of the devices, by client id. An id with dots stands in brackets: "[192.168.1.20]".
 * @param services Names of the services, by service id.
 * @param quickActions What one tap does with several services, by its name.
 */
@ConfigurationProperties("sample.household")
public record Household(
        @DefaultValue List<String> children,
        @DefaultValue Map<String, String> devices,
        @DefaultValue Map<String, String> services,
        @DefaultValue Map<String, QuickAction> quickActions) {

    /**
     * Several services, allowed or blocked at once on a device.
     *
     * @param services Service ids.
     * @param minutes How long to allow them for. Without it they are blocked.
     */
    public record QuickAction(
            List<String> services, @Nullable Integer minutes) {}
}
