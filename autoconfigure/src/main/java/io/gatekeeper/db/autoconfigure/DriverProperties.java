package io.gatekeeper.db.autoconfigure;

import com.zaxxer.hikari.HikariConfig;
import io.gatekeeper.db.autoconfigure.GatekeeperSettings.Limits;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the PostgreSQL driver is told besides where the server is. */
final class DriverProperties {

    private static final Pattern SEVERAL_HOSTS = Pattern.compile("jdbc:postgresql://[^/?]*,");

    private static final String OPTIONS = "options";

    private static final Logger log = LoggerFactory.getLogger(DriverProperties.class);

    /** Names of this machine; others are not resolved here. */
    private static final Pattern LOOPBACK =
            Pattern.compile("(localhost|127(\\.[0-9]+){3}|\\[?::1]?)(,(localhost|127(\\.[0-9]+){3}|\\[?::1]?))*|");

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

    /** Whoever answers at another machine's address could be anybody, and read and change everything. */
    static void warnOfAStranger(GatekeeperSettings settings, String url) {
        Properties parsed = Driver.parseURL(url, null);
        String hosts = parsed == null ? "" : parsed.getProperty(PGProperty.PG_HOST.getName(), "");
        if (!settings.sslMode().verifies() && !LOOPBACK.matcher(hosts).matches()) {
            log.atWarn()
                    .addKeyValue("host", hosts)
                    .addKeyValue("ssl-mode", settings.sslMode().driverValue())
                    .log(
                            "With gatekeeper.db.ssl-mode={}, nobody checks who answers at {}. Over a network, set it to"
                                    + " verify-full",
                            settings.sslMode().driverValue(),
                            hosts);
        }
    }

    /**
     * Puts what was configured for the driver besides into the form that it takes. An environment variable's name has lost
     * its capitals; options of the user's own stand behind ours, rather than in their place, and a password in no URL, which
     * the driver would log.
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
        takenFromUrl(config, OPTIONS)
                .ifPresent(more -> driver.merge(OPTIONS, more, (first, last) -> first + " " + last));
        takenFromUrl(config, PGProperty.PASSWORD.getName()).ifPresent(config::setPassword);
        String keyPassword = PGProperty.SSL_PASSWORD.getName();
        takenFromUrl(config, keyPassword).ifPresent(value -> driver.setProperty(keyPassword, value));
    }

    /** What a URL says wins over all properties, and is said no longer once it is taken from it. */
    private static Optional<String> takenFromUrl(HikariConfig config, String name) {
        String url = config.getJdbcUrl();
        Properties parsed = Driver.parseURL(url, null);
        Optional<String> value = Optional.ofNullable(parsed).map(properties -> properties.getProperty(name));
        if (value.isPresent()) {
            config.setJdbcUrl(url.replaceAll("(?<=[?&])" + name + "=[^&]*&?", ""));
        }
        return value;
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
