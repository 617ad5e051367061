package io.gatekeeper.db.autoconfigure;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.PropertyMatches;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/** Warns of keys that are nearly ours. Others are left alone: an environment is full of variables that nobody wrote. */
final class PropertySpelling {

    private static final Logger log = LoggerFactory.getLogger(PropertySpelling.class);

    private static final ConfigurationPropertyName PREFIX = ConfigurationPropertyName.of("gatekeeper.db");

    private static final List<Class<?>> OURS = List.of(GatekeeperProperties.class, ScheduleProperties.class);

    private static final int MOST_WRONG_LETTERS = 2;

    private PropertySpelling() {}

    static void check(Environment environment) {
        ConfigurationPropertySources.get(environment).forEach(source -> {
            if (source instanceof IterableConfigurationPropertySource listed) {
                listed.stream()
                        .filter(PREFIX::isParentOf)
                        .distinct()
                        .forEach(key -> meant(key)
                                .ifPresent(right -> log.atWarn()
                                        .addKeyValue("property", key)
                                        .log("{} has no effect; {} is what has", key, right)));
            }
        });
    }

    private static Optional<ConfigurationPropertyName> meant(ConfigurationPropertyName key) {
        String written = key.getLastElement(ConfigurationPropertyName.Form.UNIFORM);
        return ours().anyMatch(written::equalsIgnoreCase) || written.equals("hikari")
                ? Optional.empty()
                : nearest(StringUtils.uncapitalize(camelCase(key)))
                        .map(name -> PREFIX.append(DataObjectPropertyName.toDashedForm(name)));
    }

    /** What begins like one of ours is meant to be that: {@code user} is a letter away from {@code use}. */
    private static Optional<String> nearest(String written) {
        int letters = Math.min(MOST_WRONG_LETTERS, written.length() / 2);
        return Stream.concat(
                        ours().filter(name -> written.length() > letters && name.startsWith(written)),
                        OURS.stream()
                                .flatMap(type -> Stream.of(PropertyMatches.forField(written, type, letters)
                                        .getPossibleMatches())))
                .findFirst();
    }

    private static String camelCase(ConfigurationPropertyName key) {
        return Stream.of(key.getLastElement(ConfigurationPropertyName.Form.DASHED)
                        .split("-"))
                .map(StringUtils::capitalize)
                .reduce("", String::concat);
    }

    private static Stream<String> ours() {
        return OURS.stream()
                .flatMap(type -> Arrays.stream(type.getRecordComponents()))
                .map(RecordComponent::getName);
    }
}
