package io.gatekeeper.db.autoconfigure;

import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.core.env.Environment;

/**
 * Masks the password wherever the actuator would show it: under our keys however they are written, in a URL, and in whatever
 * variable it was read from.
 */
final class PasswordSanitizer implements SanitizingFunction {

    private static final Pattern OUR_KEY = Pattern.compile("gatekeeper[._]db[._].*");

    private static final Pattern OF_A_PASSWORD = Pattern.compile(".*pass-?word");

    private static final Pattern IN_A_URL = Pattern.compile(".*[?&](ssl)?password=.*");

    private final Environment environment;

    PasswordSanitizer(Environment environment) {
        this.environment = environment;
    }

    @Override
    public SanitizableData apply(SanitizableData data) {
        String key = data.getKey().toLowerCase(Locale.ROOT);
        String value = String.valueOf(data.getValue());
        boolean ours = OUR_KEY.matcher(key).matches()
                && (OF_A_PASSWORD.matcher(key).matches()
                        || IN_A_URL.matcher(value.toLowerCase(Locale.ROOT)).matches());
        return ours || value.equals(environment.getProperty("gatekeeper.db.password"))
                ? data.withSanitizedValue()
                : data;
    }
}
