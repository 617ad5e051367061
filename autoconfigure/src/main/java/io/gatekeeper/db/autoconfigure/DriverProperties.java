package io.gatekeeper.db.autoconfigure;

import io.gatekeeper.db.autoconfigure.GatekeeperSettings.Limits;
import java.time.Duration;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the PostgreSQL driver is told besides where the server is. */
final class DriverProperties {

    private static final Pattern SEVERAL_HOSTS = Pattern.compile("jdbc:postgresql://[^/?]*,");

    private DriverProperties() {}

    static SortedMap<String, String> of(GatekeeperSettings settings, String url) {
        Limits limits = settings.limits();
        SortedMap<String, String> driver = new TreeMap<>();
        driver.put("ApplicationName", settings.applicationName());
        driver.put("connectTimeout", seconds(limits.connect()));
        driver.put("socketTimeout", seconds(limits.socket()));
        driver.put("tcpKeepAlive", "true");
        driver.put("sslmode", settings.sslMode().driverValue());
        settings.sslRootCert().ifPresent(file -> driver.put("sslrootcert", file));
        if (SEVERAL_HOSTS.matcher(url).lookingAt()) {
            // A default, which the URL and the pool's properties win over: an application that only reads may prefer a
            // standby.
            driver.put("targetServerType", "primary");
        }
        String options = serverOptions(limits);
        if (!options.isEmpty()) {
            driver.put("options", options);
        }
        return driver;
    }

    /** Sent with the connection's first message, so that they cost no round trip. */
    private static String serverOptions(Limits limits) {
        StringJoiner options = new StringJoiner(" ");
        addLimit(options, "lock_timeout", limits.lock());
        addLimit(options, "statement_timeout", limits.statement());
        return options.toString();
    }

    private static void addLimit(StringJoiner options, String name, Duration limit) {
        if (!limit.isZero()) {
            options.add("-c " + name + "=" + Math.max(1, limit.toMillis()));
        }
    }

    private static String seconds(Duration limit) {
        return Long.toString(limit.toSeconds());
    }
}
