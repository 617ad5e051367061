package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import io.gatekeeper.db.autoconfigure.GatekeeperSettings.Limits;
import java.time.Duration;
import java.util.Properties;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** What the PostgreSQL driver is told besides where the server is. */
final class DriverProperties {

    private static final Pattern SEVERAL_HOSTS = Pattern.compile("jdbc:postgresql://[^/?]*,");

    private static final String OPTIONS = "options";

    private DriverProperties() {}

    static SortedMap<String, String> of(GatekeeperSettings settings, String url) {
        Limits limits = settings.limits();
        SortedMap<String, String> driver = new TreeMap<>();
        driver.put("ApplicationName", settings.applicationName());
        driver.put("connectTimeout", seconds(limits.connect()));
        driver.put("socketTimeout", seconds(limits.socket()));
        driver.put("tcpKeepAlive", "true");
        driver.put("sslmode", settings.sslMode().driverValue());
        if (!settings.sslMode().verifies()) {
            // Whoever the server is, it does not get the password in the clear.
            driver.put("requireAuth", "!password");
        }
        settings.sslRootCert().ifPresent(file -> driver.put("sslrootcert", file));
        if (SEVERAL_HOSTS.matcher(url).lookingAt()) {
            // A default, which the URL and the pool's properties win over: an application that only reads may prefer a
            // standby.
            driver.put("targetServerType", "primary");
        }
        String options = serverOptions(limits);
        if (!options.isEmpty()) {
            driver.put(OPTIONS, options);
        }
        return driver;
    }

    /**
     * Puts what was configured for the driver besides into the form that it takes. An environment variable's name has lost
     * its capitals, and options of the user's own stand behind ours, rather than in their place.
     */
    static void complete(HikariConfig config, GatekeeperSettings settings) {
        String ownOptions = serverOptions(settings.limits());
        Properties driver = config.getDataSourceProperties();
        for (String name : driver.stringPropertyNames()) {
            Stream.of(PGProperty.values())
                    .map(PGProperty::getName)
                    .filter(known -> known.equalsIgnoreCase(name) && !known.equals(name))
                    .forEach(known -> driver.put(known, driver.remove(name)));
        }
        String options = driver.getProperty(OPTIONS, "");
        if (!options.startsWith(ownOptions)) {
            driver.setProperty(OPTIONS, ownOptions + " " + options);
        }
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
