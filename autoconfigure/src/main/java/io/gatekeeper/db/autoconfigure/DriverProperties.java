package io.gatekeeper.db.autoconfigure;

import java.time.Duration;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What the PostgreSQL driver is told besides where the server is. */
final class DriverProperties {

    private static final Pattern SEVERAL_HOSTS = Pattern.compile("jdbc:postgresql://[^/?]*,");

    private DriverProperties() {}

    static SortedMap<String, String> of(GatekeeperProperties properties, String url) {
        SortedMap<String, String> driver = new TreeMap<>();
        driver.put("ApplicationName", properties.applicationName());
        driver.put("connectTimeout", seconds(properties.connectTimeout()));
        driver.put("socketTimeout", seconds(properties.socketTimeout()));
        driver.put("tcpKeepAlive", "true");
        driver.put("sslmode", properties.sslMode().driverValue());
        if (properties.sslRootCert() != null) {
            driver.put("sslrootcert", properties.sslRootCert());
        }
        if (SEVERAL_HOSTS.matcher(url).lookingAt()) {
            // A default, which the URL and the pool's properties win over: an application that only reads may prefer a
            // standby.
            driver.put("targetServerType", "primary");
        }
        String options = serverOptions(properties);
        if (!options.isEmpty()) {
            driver.put("options", options);
        }
        return driver;
    }

    /** Sent with the connection's first message, so that they cost no round trip. */
    private static String serverOptions(GatekeeperProperties properties) {
        StringJoiner options = new StringJoiner(" ");
        addLimit(options, "lock_timeout", properties.lockTimeout());
        addLimit(options, "statement_timeout", properties.statementTimeout());
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
